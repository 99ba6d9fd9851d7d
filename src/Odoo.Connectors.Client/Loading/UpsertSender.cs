using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Sends blocks of rows, and sends a block again only where nothing was kept, or where the caller allowed it.</summary>
internal sealed class UpsertSender(IOdooClient client, string model, IReadOnlyList<string> fields, OdooUpsertOptions options, OdooContext? context)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly string[] _columns = ["id", .. fields];

    public int Calls { get; private set; }

    public async Task<UpsertAnswer> SendAsync(IReadOnlyList<OdooUpsertRow> block, CancellationToken cancellationToken)
    {
        List<IReadOnlyList<JsonNode?>> lines = [];
        List<int> placeOfLine = [];
        for (int place = 0; place < block.Count; place++)
        {
            lines.Add([(JsonNode)block[place].ExternalId.ToString(), .. block[place].Cells]);
            lines.AddRange(block[place].SubRows.Select(cells => (IReadOnlyList<JsonNode?>)[(JsonNode)"", .. cells]));
            placeOfLine.AddRange(Enumerable.Repeat(place, 1 + block[place].SubRows.Count));
        }

        int conflicts = 0, lost = 0;
        while (true)
        {
            UpsertAnswer answer = await OnceAsync(lines, placeOfLine, block.Count, cancellationToken).ConfigureAwait(false);
            TimeSpan? wait = answer switch
            {
                { Failure: OdooException { Kind: ErrorKind.Unknown } } when lost < options.LostReplyRetries => Pause(lost++, null),
                { Failure: OdooException { Kind: ErrorKind.Transient or ErrorKind.RateLimited } e } when conflicts < options.ConflictRetries => Pause(conflicts++, e.RetryAfter),
                { Failure: null, Ids: null, Kind: ErrorKind.Transient } when conflicts < options.ConflictRetries => Pause(conflicts++, null),
                _ => null,
            };
            if (wait is not { } pause)
            {
                // What follows a lost answer says nothing about the rows that it was about.
                return answer.Failure is { } failure && lost > 0 ? new UpsertAnswer { Failure = failure, IsInDoubt = true } : answer;
            }

            try
            {
                await Task.Delay(pause, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException e)
            {
                return new UpsertAnswer { Failure = e, IsInDoubt = lost > 0 };
            }
        }
    }

    private async Task<UpsertAnswer> OnceAsync(List<IReadOnlyList<JsonNode?>> lines, List<int> placeOfLine, int count, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return new UpsertAnswer { Failure = new OperationCanceledException(cancellationToken) };
        }

        Calls++;
        try
        {
            OdooLoadResult result = await client.LoadAsync(model, _columns, lines, context, cancellationToken).ConfigureAwait(false);
            return !result.Succeeded ? Refused(result, placeOfLine)
                : result.Ids.Count == count ? new UpsertAnswer { Ids = result.Ids }
                : new UpsertAnswer { Failure = TransportErrors.BadResult(model, "load", isRead: false, "one id for each row"), IsInDoubt = true };
        }
        catch (OdooException e) when (e.Kind is ErrorKind.Validation or ErrorKind.Conflict or ErrorKind.NotFound or ErrorKind.Gone or ErrorKind.Dependency or ErrorKind.PeriodLocked)
        {
            return new UpsertAnswer { Kind = e.Kind, Message = e.ServerText, Refusal = e };
        }
        catch (Exception e)
        {
            return new UpsertAnswer { Failure = e, IsInDoubt = e is OperationCanceledException or OdooException { Kind: ErrorKind.Unknown } };
        }
    }

    private static UpsertAnswer Refused(OdooLoadResult result, List<int> placeOfLine)
    {
        Dictionary<int, OdooLoadError> named = [];
        if (result.Kind != ErrorKind.Transient)
        {
            foreach (OdooLoadError error in result.Errors)
            {
                if (error.NamesRows && error.FromRow >= 0 && error.ToRow < placeOfLine.Count && error.FromRow <= error.ToRow
                    && placeOfLine[error.FromRow] == placeOfLine[error.ToRow])
                {
                    named.TryAdd(placeOfLine[error.FromRow], error);
                }
            }
        }

        OdooLoadError first = result.Errors.FirstOrDefault(e => e.Kind == result.Kind) ?? result.Errors[0];
        return new UpsertAnswer { Named = named, Kind = result.Kind!.Value, Field = first.Field, Message = first.Message };
    }

    private TimeSpan Pause(int before, TimeSpan? asked)
    {
        TimeSpan doubled = options.RetryDelay * Math.Pow(2, Math.Min(before, 16));
        TimeSpan wait = asked > doubled ? asked.Value : doubled;
        return wait < LongestWait ? wait : LongestWait;
    }
}
