using Microsoft.Extensions.Configuration;

namespace Odoo.Connectors.Sync;

/// <summary>What a payload does not say itself.</summary>
public sealed record DecodeOptions
{
    /// <summary>The configured name that references get. The default is null: the vendor's name.</summary>
    public string? System { get; init; }

    /// <summary>The system's section of a host's configuration, so that its fields are mapped as there. The default is null: the adapter's defaults.</summary>
    public IConfiguration? Settings { get; init; }

    /// <summary>The vendor's word for what it is, where the payload does not say: <c>companies</c>, <c>Account</c>. The default is null.</summary>
    public string? Type { get; init; }

    /// <summary>The HTTP status it came with, which tells errors apart. The default is null.</summary>
    public int? Status { get; init; }
}
