using Odoo.Connectors.Model;

namespace Odoo.Connectors.Testing;

/// <summary>What a platform answers to reads.</summary>
public sealed class ReadContract
{
    /// <summary>Answers to reads of every kind that the adapter maps, from the vendor's documentation or recorded.</summary>
    public required IReadOnlyList<RecordSample> Samples { get; init; }

    /// <summary>Names, addresses and the like that stand in the samples: they must turn up in no message.</summary>
    public required IReadOnlyList<string> Personal { get; init; }

    /// <summary>A record that the contract's platform holds from its beginning. It is read over and over, and refused.</summary>
    public required ExternalRef Existing { get; init; }

    /// <summary>References of records that the platform does not have, one for each way of reading.</summary>
    public required IReadOnlyList<ExternalRef> Missing { get; init; }

    /// <summary>The vendor's refusals, with what each means.</summary>
    public required IReadOnlyList<RefusalSample> Refusals { get; init; }
}
