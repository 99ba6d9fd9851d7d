namespace Odoo.Connectors.Client.Internal;

/// <summary>One request, ready to send. Not a record: nothing may print the body or the headers, which hold the credential.</summary>
internal sealed class Exchange
{
    public required string ClientName { get; init; }

    public required Uri Endpoint { get; init; }

    /// <summary>What the answer should be, for messages: JSON-RPC or JSON-2.</summary>
    public required string Format { get; init; }

    public required string Model { get; init; }

    public required string Method { get; init; }

    public required bool IsRead { get; init; }

    /// <summary>The body of a POST; <see langword="null"/> makes it a GET.</summary>
    public RequestBody? Body { get; init; }

    /// <summary>Whose database it is for.</summary>
    public required OdooClientOptions Options { get; init; }

    /// <summary>Whether the key and the database go into the headers.</summary>
    public bool HasBearer { get; init; }

    /// <summary>The version of a document that is known already.</summary>
    public string? ETag { get; init; }

    /// <summary>What a failure means after bytes may have reached the server.</summary>
    public ErrorKind InDoubt(ErrorKind whenRead) => IsRead ? whenRead : ErrorKind.Unknown;
}
