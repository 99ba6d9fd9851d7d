namespace Odoo.Connectors.Client.Internal;

/// <summary>One request, ready to send. Not a record: nothing may print the body, which holds the credential.</summary>
internal sealed class Exchange
{
    public required string ClientName { get; init; }

    public required Uri Url { get; init; }

    public required string Model { get; init; }

    public required string Method { get; init; }

    public required bool IsRead { get; init; }

    public required long Id { get; init; }

    public required RequestBody Body { get; init; }

    /// <summary>What a failure means after bytes may have reached the server.</summary>
    public ErrorKind InDoubt(ErrorKind whenRead) => IsRead ? whenRead : ErrorKind.Unknown;
}
