using System.Text.Json;

namespace Odoo.Connectors.Client;

/// <summary>
/// Values for records of a model, to create or to write. The source generator makes such a type, nested and called <c>Values</c>, for
/// a model that is <see cref="OdooModelAttribute.Writable"/>.
/// </summary>
/// <typeparam name="TModel">The model's type.</typeparam>
public interface IOdooValues<TModel>
    where TModel : IOdooModel<TModel>
{
    /// <summary>Writes an object with the fields that are set, and no others.</summary>
    /// <param name="writer">Where to.</param>
    void WriteTo(Utf8JsonWriter writer);
}
