using System.Diagnostics.CodeAnalysis;

namespace Odoo.Connectors.Client;

/// <summary>
/// No usable answer came back. For a write <see cref="ErrorKind.Unknown"/> means that it may have taken effect: look
/// before sending it again. <see cref="ErrorKind.Transient"/> means that nothing happened, or that it was a read.
/// </summary>
public sealed class OdooTransportException : OdooException
{
    /// <summary>Makes an exception for a call without a usable answer.</summary>
    /// <param name="kind">What it means.</param>
    /// <param name="model">The model called.</param>
    /// <param name="method">The method called.</param>
    /// <param name="reason">What happened and what to do, in our words.</param>
    /// <param name="innerException">The cause, if its text is free of server text.</param>
    [SetsRequiredMembers]
    public OdooTransportException(ErrorKind kind, string model, string method, string reason, Exception? innerException = null)
        : base(kind, $"{model}.{method} got no usable answer from Odoo: {reason} ({kind}).", innerException)
    {
        Model = model;
        Method = method;
    }

    /// <summary>The HTTP status, where there was one.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public int? StatusCode { get; init; }
}
