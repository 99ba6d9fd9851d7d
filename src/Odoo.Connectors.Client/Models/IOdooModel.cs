using System.Text.Json;

namespace Odoo.Connectors.Client;

/// <summary>
/// A type that stands for records of one Odoo model. The source generator implements it for a type with
/// <see cref="OdooModelAttribute"/>; nothing of it uses reflection.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IOdooModel<TSelf>
    where TSelf : IOdooModel<TSelf>
{
    /// <summary>The model, such as <c>res.partner</c>.</summary>
    static abstract string ModelName { get; }

    /// <summary>Exactly the fields that the type has, <c>id</c> first.</summary>
    static abstract IReadOnlyList<string> Fields { get; }

    /// <summary>The record's id.</summary>
    long Id { get; }

    /// <summary>Reads one record.</summary>
    /// <param name="reader">The reader, on the first token of the object; it is left on the last.</param>
    /// <returns>The record.</returns>
    /// <exception cref="OdooProtocolException">A field is missing, or its value is not what its property can hold.</exception>
    static virtual TSelf Read(ref Utf8JsonReader reader) => TSelf.Read(ref reader, new OdooPageCache());

    /// <summary>Reads one record of a page.</summary>
    /// <param name="reader">The reader, on the first token of the object; it is left on the last.</param>
    /// <param name="cache">What the records of the page share.</param>
    /// <returns>The record.</returns>
    /// <exception cref="OdooProtocolException">A field is missing, or its value is not what its property can hold.</exception>
    static abstract TSelf Read(ref Utf8JsonReader reader, OdooPageCache cache);

    /// <summary>The field that a property stands for.</summary>
    /// <param name="property">The property's name.</param>
    /// <returns>The field; <see langword="null"/> if the property is none.</returns>
    static abstract string? FieldOf(string property);
}
