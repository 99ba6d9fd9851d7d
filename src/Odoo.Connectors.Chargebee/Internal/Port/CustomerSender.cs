using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Makes customers.</summary>
internal sealed class CustomerSender(PortCalls calls) : OwnIdSender(calls)
{
    protected override string Part => "customer";

    protected override string CreatePath(PlannedWrite write) => "customers";

    protected override string ReadPath(PlannedWrite write, string id) => $"customers/{PortCalls.Escape(id)}";

    protected override Outcome Done(Dispatch dispatch, PlannedWrite write, JsonElement answer, OutcomeStatus status) =>
        CustomerValues.Outcome(dispatch, Calls.System, write.Fields, answer.Part(Part), status);
}
