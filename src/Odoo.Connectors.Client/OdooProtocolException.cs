using System.Diagnostics.CodeAnalysis;

namespace Odoo.Connectors.Client;

/// <summary>A value of a record is not what the getter asked for. Always <see cref="ErrorKind.Protocol"/>.</summary>
public sealed class OdooProtocolException : OdooException
{
    /// <summary>Makes an exception for a value that cannot be read.</summary>
    /// <param name="model">The record's model.</param>
    /// <param name="field">The field.</param>
    /// <param name="problem">What is wrong with it, without quoting the value.</param>
    [SetsRequiredMembers]
    public OdooProtocolException(string model, string field, string problem)
        : base(ErrorKind.Protocol, $"{model}.{field} {problem}.")
    {
        Model = model;
        Field = field;
    }
}
