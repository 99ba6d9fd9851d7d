using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>
/// Posts what was planned, once. Plainbill takes a key once within a day; the record carries a name of the effect too, so that it is found after that.
/// </summary>
internal sealed class Sender(string system, PlainbillApi api)
{
    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        foreach (Dispatch dispatch in dispatches)
        {
            outcomes.Add(await SendAsync(dispatch, cancellationToken));
        }

        return outcomes;
    }

    private async Task<Outcome> SendAsync(Dispatch dispatch, CancellationToken cancellationToken)
    {
        string path = dispatch.Way, name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dispatch.Key)))[..32];
        try
        {
            if (dispatch.InDoubt && await FindAsync($"{path}?{Names.WriteKey}={name}", cancellationToken) is [var made, ..])
            {
                return Applied(dispatch, OutcomeStatus.Replayed, made);
            }

            JsonObject body = JsonNode.Parse(dispatch.Payload)!.AsObject();
            body[Names.WriteKey] = name;
            if (path == Names.Subscriptions)
            {
                string crmId = (string)body[Names.Customer]!;
                IReadOnlyList<string> customers = await FindAsync($"{Names.Customers}?{Names.Reference}={Uri.EscapeDataString(crmId)}", cancellationToken);
                body[Names.Customer] = customers.Count == 1
                    ? customers[0]
                    : throw new ConnectorException(ErrorKind.Dependency, $"{customers.Count} customers of '{system}' carry the reference of the deal's customer, one must; correct that, then retry.") { Field = Names.Customer };
            }

            using JsonDocument answer = await api.PostAsync(path, JsonSerializer.SerializeToUtf8Bytes<JsonNode>(body), dispatch.NativeKey, cancellationToken);
            return Applied(dispatch, OutcomeStatus.Applied, answer.RootElement.GetProperty(Names.Id).GetString()!);
        }
        catch (ConnectorException e)
        {
            // A look-up that fails leaves the doubt.
            Outcome failed = Outcome.Failed(dispatch, e);
            return dispatch.InDoubt && failed.Status == OutcomeStatus.NotApplied ? failed with { Status = OutcomeStatus.Unknown } : failed;
        }
    }

    private async Task<IReadOnlyList<string>> FindAsync(string path, CancellationToken cancellationToken)
    {
        using JsonDocument answer = api.Parse(await api.GetAsync(path, cancellationToken));
        return [.. answer.RootElement.GetProperty(Names.Data).EnumerateArray().Select(r => r.GetProperty(Names.Id).GetString()!)];
    }

    private Outcome Applied(Dispatch dispatch, OutcomeStatus status, string id) => new()
    {
        Key = dispatch.Key, Status = status, Target = new ExternalRef(system, dispatch.Way == Names.Subscriptions ? RecordKinds.Contract : RecordKinds.Customer, id),
    };
}
