using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>Installs and upgrades the effect action as an administrator.</summary>
internal sealed class EffectActionInstaller(IOdooClient client)
{
    private const string Model = "ir.actions.server";
    private const string Data = "ir.model.data";

    public async Task<OdooEffectActionState> InspectAsync(CancellationToken cancellationToken)
    {
        await NeedRightAsync(cancellationToken).ConfigureAwait(false);
        (long? id, bool named) = (await NamedAsync(cancellationToken).ConfigureAwait(false), true);
        if (id is null)
        {
            (id, named) = (await ByHandAsync(cancellationToken).ConfigureAwait(false), false);
        }

        if (id is null)
        {
            return new OdooEffectActionState { Change = OdooEffectActionChange.Create };
        }

        OdooReadResult read = await client.ReadAsync(Model, [id.Value], ["code", "state"], cancellationToken: cancellationToken).ConfigureAwait(false);
        if (read.Records.Count == 0)
        {
            return new OdooEffectActionState { Change = OdooEffectActionChange.Create };
        }

        string? body = read.Records[0].GetString("code");
        bool same = EffectActionBody.Hash(body) == EffectActionBody.Hash(EffectActionBody.Text) && read.Records[0].GetString("state") == "code";
        return new OdooEffectActionState
        {
            Id = id,
            FoundProtocol = EffectActionBody.ProtocolOf(body),
            Change = !named ? OdooEffectActionChange.Adopt : same ? OdooEffectActionChange.None : OdooEffectActionChange.Upgrade,
        };
    }

    public async Task<OdooEffectActionState> InstallAsync(CancellationToken cancellationToken)
    {
        OdooEffectActionState state = await InspectAsync(cancellationToken).ConfigureAwait(false);
        long id = state.Id ?? await CreateAsync(cancellationToken).ConfigureAwait(false);
        if (state.Change is OdooEffectActionChange.Upgrade or OdooEffectActionChange.Adopt)
        {
            await client.WriteAsync(Model, [id], new JsonObject { ["state"] = "code", ["code"] = EffectActionBody.Text }, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }

        if (state.Change == OdooEffectActionChange.Adopt)
        {
            await client.CreateAsync(
                Data,
                new JsonObject { ["module"] = EffectActionBody.Module, ["name"] = EffectActionBody.LocalName, ["model"] = Model, ["res_id"] = id, ["noupdate"] = true },
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        int answers = await new EffectActionExecutor(client.Name, client, id).ProbeAsync(null, cancellationToken).ConfigureAwait(false);
        return answers == EffectActionBody.Protocol
            ? new OdooEffectActionState { Id = id, FoundProtocol = answers, Change = state.Change }
            : throw new ConnectorException(
                ErrorKind.Protocol, $"Server action {id} was installed with protocol {EffectActionBody.Protocol} and answers with {answers}; look who else changes it.");
    }

    /// <summary>The action and its external id in one call, which is one transaction: two who install at once do not make two.</summary>
    private async Task<long> CreateAsync(CancellationToken cancellationToken)
    {
        OdooLoadResult loaded = await client.LoadAsync(
            Model,
            ["id", "name", "model_id/id", "state", "code"],
            [[EffectActionBody.ExternalId, EffectActionBody.Name, "base.model_ir_actions_server", "code", EffectActionBody.Text]],
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return loaded.Succeeded ? loaded.Ids[0] : throw new ConnectorException(
            loaded.Errors[0].Kind, $"Odoo refused to make the server action '{EffectActionBody.Name}' and wrote nothing; make it by hand as the documentation of the effect action says.")
        {
            Field = loaded.Errors[0].Field, ServerText = loaded.Errors[0].Message,
        };
    }

    private async Task NeedRightAsync(CancellationToken cancellationToken)
    {
        JsonElement? may = await client.CallAsync(
            new OdooCall { Model = Model, Method = "has_access", Ids = [], Arguments = ["create"], IsRead = true }, cancellationToken).ConfigureAwait(false);
        if (may is not { ValueKind: JsonValueKind.True })
        {
            throw new ConnectorException(ErrorKind.Permission, "This user may not make server actions; install the effect action as an administrator (group base.group_system).");
        }
    }

    private async Task<long?> NamedAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<OdooRecord> rows = await client.SearchReadAsync(
            Data,
            OdooDomain.Where("module", "=", EffectActionBody.Module).And(OdooDomain.Where("name", "=", EffectActionBody.LocalName)),
            ["model", "res_id"], cancellationToken: cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0].GetString("model") == Model ? rows[0].GetInt64("res_id") : throw new ConnectorException(
            ErrorKind.Conflict, $"The external id '{EffectActionBody.ExternalId}' stands for a {rows[0].GetString("model")}; give that record another one, then install again.");
    }

    /// <summary>One that was made by hand has the name the documentation gives it and begins as our bodies do.</summary>
    private async Task<long?> ByHandAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<OdooRecord> actions = await client.SearchReadAsync(
            Model, OdooDomain.Where("state", "=", "code").And(OdooDomain.Where("name", "=", EffectActionBody.Name)), ["code"],
            new OdooSearch { Order = "id" }, cancellationToken: cancellationToken).ConfigureAwait(false);
        List<long> ours = [.. actions.Where(a => EffectActionBody.ProtocolOf(a.GetString("code")) is not null).Select(a => a.Id)];
        return ours.Count < 2 ? ours.Cast<long?>().SingleOrDefault() : throw new ConnectorException(
            ErrorKind.Conflict, $"Several server actions are named '{EffectActionBody.Name}' (ids {string.Join(", ", ours)}); rename all but the one in use, then install again.");
    }
}
