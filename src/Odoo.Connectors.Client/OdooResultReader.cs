using System.Text.Json;

namespace Odoo.Connectors.Client;

/// <summary>
/// Reads a call's result from the bytes of the answer, without an object in between. The reader stands on the first token of the
/// value, <see cref="JsonTokenType.Null"/> if the method returned nothing, and must be left on its last token.
/// </summary>
/// <typeparam name="T">What is read.</typeparam>
/// <param name="reader">The reader, on the first token of the value.</param>
/// <returns>What was read.</returns>
public delegate T OdooResultReader<out T>(ref Utf8JsonReader reader);
