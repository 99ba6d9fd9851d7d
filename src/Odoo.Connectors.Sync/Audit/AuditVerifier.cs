namespace Odoo.Connectors.Sync;

/// <summary>Reads the trail through, page by page in one snapshot, and says where it is not as the hub wrote it.</summary>
internal sealed class AuditVerifier(AuditProof proof)
{
    private const int PageSize = 1000;
    private const int MostFaults = 100;
    private readonly List<AuditFault> _faults = [];
    private long _entries;
    private long _roots;

    public async Task<AuditVerification> VerifyAsync(DateTimeOffset? from, DateTimeOffset? to, AuditRoot? witnessed, CancellationToken cancellationToken)
    {
        Dictionary<string, AuditHead> heads = (await proof.HeadsAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(h => h.Lane, StringComparer.Ordinal);
        List<(string Lane, long First, long Last)> spans = await proof.SpansAsync(
            from?.ToUnixTimeMilliseconds() ?? long.MinValue, to?.ToUnixTimeMilliseconds() ?? long.MaxValue, cancellationToken).ConfigureAwait(false);
        foreach ((string lane, long first, long last) in spans)
        {
            await LaneAsync(lane, from is null ? null : first, last, heads.GetValueOrDefault(lane), cancellationToken).ConfigureAwait(false);
        }

        foreach (AuditHead head in heads.Values)
        {
            await HeadAsync(head, cancellationToken).ConfigureAwait(false);
        }

        foreach (long id in await proof.UnchainedAsync(cancellationToken).ConfigureAwait(false))
        {
            Fault("", id, AuditFaultKind.Inserted);
        }

        await RootsAsync(heads, witnessed, cancellationToken).ConfigureAwait(false);
        return new AuditVerification(_entries, _roots, _faults);
    }

    private async Task LaneAsync(string lane, long? first, long last, AuditHead? head, CancellationToken cancellationToken)
    {
        if (head is null)
        {
            Fault(lane, last, AuditFaultKind.Truncated);
        }

        long number = head?.BaseNumber ?? 0;
        byte[] hash = head?.BaseHash ?? AuditChain.Start;
        if (first - 1 is long before && before > number)
        {
            if (await proof.HashAsync(lane, before, cancellationToken).ConfigureAwait(false) is not byte[] previous)
            {
                Fault(lane, before, AuditFaultKind.Removed);
                return;
            }

            (number, hash) = (before, previous);
        }

        while (await proof.LinesAsync(lane, number, last, PageSize, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach ((long found, AuditLine line, byte[] written) in page)
            {
                _entries++;
                if (found != number + 1)
                {
                    Fault(lane, number + 1, AuditFaultKind.Removed);
                }
                else if (!AuditChain.Entry(hash, lane, found, line).AsSpan().SequenceEqual(written))
                {
                    Fault(lane, found, AuditFaultKind.Changed);
                }

                // What follows is judged by what stands here, so that one fault is not told a thousand times.
                (number, hash) = (found, written);
            }
        }

        if (head is not null && last > head.Number)
        {
            Fault(lane, head.Number + 1, AuditFaultKind.Inserted);
        }
    }

    private async Task HeadAsync(AuditHead head, CancellationToken cancellationToken)
    {
        // The head of lane '' says where the entries from before the chains end.
        if (head.Lane.Length == 0 || head.Number == head.BaseNumber)
        {
            return;
        }

        byte[]? written = await proof.HashAsync(head.Lane, head.Number, cancellationToken).ConfigureAwait(false);
        if (written is null || !written.AsSpan().SequenceEqual(head.Hash))
        {
            Fault(head.Lane, head.Number, AuditFaultKind.Truncated);
        }
    }

    private async Task RootsAsync(Dictionary<string, AuditHead> heads, AuditRoot? witnessed, CancellationToken cancellationToken)
    {
        long number = 0;
        byte[] hash = AuditChain.Start;
        bool met = witnessed is null;
        while (await proof.RootsAsync(number, PageSize, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach ((AuditRoot root, byte[] previous) in page)
            {
                _roots++;
                List<AuditSeal> seals = await proof.SealsAsync(root.Number, cancellationToken).ConfigureAwait(false);
                string right = Convert.ToHexStringLower(AuditChain.Root(hash, root.Number, root.At.ToUnixTimeMilliseconds(), seals));
                if (root.Number != number + 1 || !previous.AsSpan().SequenceEqual(hash) || root.Hash != right)
                {
                    Fault("", root.Number, AuditFaultKind.BrokenRoot);
                }

                foreach (AuditSeal seal in seals)
                {
                    await SealAsync(seal, heads.GetValueOrDefault(seal.Lane), cancellationToken).ConfigureAwait(false);
                }

                met |= witnessed == root;
                (number, hash) = (root.Number, Convert.FromHexString(root.Hash));
            }
        }

        if (!met)
        {
            Fault("", witnessed!.Number, AuditFaultKind.BrokenRoot);
        }
    }

    private async Task SealAsync(AuditSeal seal, AuditHead? head, CancellationToken cancellationToken)
    {
        bool there = seal.Lane.Length == 0 || seal.Number <= head?.BaseNumber
            ? head is not null && (seal.Lane.Length > 0 || seal.Number == head.Number)
            : (await proof.HashAsync(seal.Lane, seal.Number, cancellationToken).ConfigureAwait(false))?.AsSpan().SequenceEqual(seal.Hash) == true;
        if (!there)
        {
            Fault(seal.Lane, seal.Number, AuditFaultKind.Truncated);
        }
    }

    private void Fault(string lane, long number, AuditFaultKind kind)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.Add(new AuditFault(lane, number, kind));
        }
    }
}
