namespace Odoo.Connectors.Benchmarks;

/// <summary>A payload as an adapter is given it, and the same record read by hand.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Kind">The kind of record.</param>
/// <param name="Payload">The bytes.</param>
/// <param name="ByHand">The record by a reader that was written for this payload's shape alone.</param>
internal sealed record MappingCase(string Name, string Kind, byte[] Payload, Func<byte[], object> ByHand);
