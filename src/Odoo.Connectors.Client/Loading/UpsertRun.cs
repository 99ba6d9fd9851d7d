namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// One upsert under way. A chunk that Odoo refuses was rolled back as a whole: rows that it names are left out and the rest is sent
/// again; where it names none, the chunk is halved until the row is found.
/// </summary>
internal sealed class UpsertRun(UpsertSender sender, IReadOnlyList<OdooUpsertRow> rows)
{
    private const int SinglesBeforeGivingUp = 3;

    private readonly OdooUpsertRowResult[] _results = [.. rows.Select((row, i) => new OdooUpsertRowResult(i, row.ExternalId))];
    private Exception? _failure;
    private bool _anyLoaded;
    private int _singlesRefused;

    public async Task<OdooUpsertResult> RunAsync(int chunkSize, CancellationToken cancellationToken)
    {
        foreach (int[] chunk in Chunks(chunkSize))
        {
            await LoadAsync(chunk, cancellationToken).ConfigureAwait(false);
            if (_failure is not null)
            {
                break;
            }
        }

        return new OdooUpsertResult(_results, sender.Calls, _failure);
    }

    /// <returns>Whether all of the rows were loaded.</returns>
    private async Task<bool> LoadAsync(int[] block, CancellationToken cancellationToken)
    {
        bool all = true;
        while (block.Length > 0 && _failure is null)
        {
            UpsertAnswer answer = await sender.SendAsync([.. block.Select(i => rows[i])], cancellationToken).ConfigureAwait(false);
            if (answer.Ids is { } ids)
            {
                Loaded(block, ids);
                return all;
            }

            all = false;
            if (answer.Failure is { } failure)
            {
                Stopped(block, failure, answer.IsInDoubt);
            }
            else if (answer.Named.Count > 0)
            {
                foreach ((int row, OdooLoadError error) in answer.Named)
                {
                    Refused(block[row], error.Kind, error.Field, error.Message);
                }

                block = [.. block.Where((_, place) => !answer.Named.ContainsKey(place))];
            }
            else if (answer.Kind == ErrorKind.Transient)
            {
                // Each half would meet the same transactions.
                Array.ForEach(block, row => Refused(row, ErrorKind.Transient, null, answer.Message));
                return false;
            }
            else if (block.Length == 1)
            {
                Single(block[0], answer);
                return false;
            }
            else
            {
                await HalveAsync(block, cancellationToken).ConfigureAwait(false);
                return false;
            }
        }

        return all;
    }

    /// <summary>Finds what is wrong in a block of which it is known that it cannot be loaded as a whole.</summary>
    private async Task HalveAsync(int[] block, CancellationToken cancellationToken)
    {
        int[] right = block[(block.Length / 2)..];
        bool isLeftGood = await LoadAsync(block[..(block.Length / 2)], cancellationToken).ConfigureAwait(false);
        if (_failure is null)
        {
            // If the left half was good, the right one is not: sending it as a whole would tell nothing.
            Task rest = isLeftGood && right.Length > 1 ? HalveAsync(right, cancellationToken) : LoadAsync(right, cancellationToken);
            await rest.ConfigureAwait(false);
        }
    }

    private void Loaded(int[] block, IReadOnlyList<long> ids)
    {
        _anyLoaded = true;
        for (int i = 0; i < block.Length; i++)
        {
            (_results[block[i]].Outcome, _results[block[i]].Id) = (OdooUpsertOutcome.Loaded, ids[i]);
        }
    }

    private void Refused(int row, ErrorKind kind, string? field, ServerText message)
    {
        OdooUpsertRowResult result = _results[row];
        (result.Outcome, result.Kind, result.Field, result.Message) = (OdooUpsertOutcome.Refused, kind, field, message);
    }

    private void Single(int row, UpsertAnswer answer)
    {
        Refused(row, answer.Kind, answer.Field, answer.Message);
        if (++_singlesRefused >= SinglesBeforeGivingUp && !_anyLoaded && answer.Refusal is { } refusal)
        {
            _failure = refusal; // such as an unknown column, which every row has
        }
    }

    private void Stopped(int[] block, Exception failure, bool isInDoubt)
    {
        _failure = failure;
        if (isInDoubt)
        {
            Array.ForEach(block, row => _results[row].Outcome = OdooUpsertOutcome.InDoubt);
        }
    }

    private IEnumerable<int[]> Chunks(int size)
    {
        List<int> chunk = [];
        int lines = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            int own = 1 + rows[i].SubRows.Count;
            if (chunk.Count > 0 && lines + own > size)
            {
                yield return [.. chunk];
                (chunk, lines) = ([], 0);
            }

            chunk.Add(i);
            lines += own;
        }

        if (chunk.Count > 0)
        {
            yield return [.. chunk];
        }
    }
}
