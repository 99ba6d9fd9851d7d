using System.Text.Json;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Reads the value of one field. It is called on the value's first token and leaves the reader on the value's last one.
/// </summary>
/// <typeparam name="T">What the fields are read into.</typeparam>
/// <param name="reader">Stands on the value; <see cref="JsonField"/> reads the usual ones.</param>
/// <param name="into">What the field is read into.</param>
public delegate void FieldReader<in T>(ref Utf8JsonReader reader, T into);
