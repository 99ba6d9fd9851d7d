using System.Diagnostics.CodeAnalysis;

namespace Odoo.Connectors.Client;

/// <summary>
/// Odoo answered and said no. One call is one transaction there, so nothing of the call was kept, unless
/// <see cref="ConnectorException.Kind"/> is <see cref="ErrorKind.Unknown"/>.
/// </summary>
public sealed class OdooServerException : OdooException
{
    /// <summary>Makes an exception for an answer that is an error.</summary>
    /// <param name="kind">What it means.</param>
    /// <param name="model">The model called.</param>
    /// <param name="method">The method called.</param>
    /// <param name="exceptionName">The class of the server's exception, <see langword="null"/> if it named none.</param>
    [SetsRequiredMembers]
    public OdooServerException(ErrorKind kind, string model, string method, string? exceptionName)
        : base(kind, $"Odoo refused {model}.{method} with {exceptionName ?? "no exception name"} ({kind}). ServerText holds its words.")
    {
        Model = model;
        Method = method;
        ExceptionName = exceptionName;
    }

    /// <summary>
    /// The class of the server's exception, such as <c>odoo.exceptions.UserError</c>; <see langword="null"/> where Odoo
    /// refused without one, as for a wrong login.
    /// </summary>
    public string? ExceptionName { get; }
}
