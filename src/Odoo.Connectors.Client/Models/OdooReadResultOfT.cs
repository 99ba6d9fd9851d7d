namespace Odoo.Connectors.Client;

/// <summary>The answer to a read by ids. Odoo drops missing records without a word; this says which.</summary>
/// <typeparam name="T">The records' type.</typeparam>
public sealed class OdooReadResult<T>
{
    /// <summary>Makes an answer.</summary>
    /// <param name="records">The records found, in the order asked.</param>
    /// <param name="missingIds">The ids asked for that came back with no record.</param>
    public OdooReadResult(IReadOnlyList<T> records, IReadOnlyList<long> missingIds)
    {
        Records = records;
        MissingIds = missingIds;
    }

    /// <summary>The records found, in the order asked.</summary>
    public IReadOnlyList<T> Records { get; }

    /// <summary>The ids asked for that have no record, each once: deleted, merged away or never there.</summary>
    public IReadOnlyList<long> MissingIds { get; }
}
