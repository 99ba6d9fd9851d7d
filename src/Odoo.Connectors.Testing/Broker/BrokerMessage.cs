namespace Odoo.Connectors.Testing;

/// <summary>A message as a consumer gets it.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Offset">Its place in the partition, from 0. A message that its producer sent twice stands in two places.</param>
/// <param name="Key">What it is ordered by: messages of one key lie in one partition.</param>
/// <param name="Body">The bytes.</param>
public sealed record BrokerMessage(string Topic, int Partition, long Offset, string Key, ReadOnlyMemory<byte> Body);
