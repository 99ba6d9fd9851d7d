using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Calls;

/// <summary>Finds the part that serves a write, and lets the vendor fail inside of it.</summary>
internal sealed class StripeWrites(StripeWorld world)
{
    private readonly StripeIdempotency _idempotency = new(world);
    private readonly StripeCatalogCalls _catalog = new(world);
    private readonly StripeSubscriptionCalls _subscriptions = new(world);
    private readonly StripeInvoiceCalls _invoices = new(world);
    private readonly StripeMoneyCalls _money = new(world);
    private readonly StripePaymentRecordCalls _records = new(world);

    public Func<VendorCall, ExecutionFault>? OnExecution { get; set; }

    /// <summary>Answers a write; what is answered is shown by the caller.</summary>
    public VendorAnswer Serve(VendorCall call, string[] path, string request, Func<JsonObject, VendorFields, VendorAnswer> show) => _idempotency.Once(call, () =>
    {
        string route = StripeParameters.Route(call.Method, path) ?? throw StripeRefusal.Unrecognised(call);
        VendorFields fields = VendorFields.Parse(call.Body.Length > 0 ? call.Body : call.Query);
        StripeParameters.Check(route, fields);
        ExecutionFault fault = OnExecution?.Invoke(call) ?? ExecutionFault.None;
        if (fault == ExecutionFault.Before)
        {
            return StripeRefusal.Failed().ToAnswer();
        }

        VendorAnswer answer;
        try
        {
            answer = show(Do(route, path, fields, (request, call.Headers.GetValueOrDefault("Idempotency-Key"))), fields);
        }
        catch (StripeRefusal refusal) when (refusal.HasBegun)
        {
            answer = refusal.ToAnswer();
        }

        return fault == ExecutionFault.After ? StripeRefusal.Failed().ToAnswer() : answer;
    });

    public JsonObject Do(string route, string[] path, VendorFields fields, (string? Id, string? Key) request)
    {
        int place = path[0] == "billing" ? 2 : 1;
        var call = new StripeCall(route, path.Length > place ? path[place] : null, fields);
        world.Events.Request = request;
        try
        {
            return _catalog.Serve(call) ?? _subscriptions.Serve(call) ?? _invoices.Serve(call) ?? _money.Serve(call) ?? _records.Serve(call) ?? throw new InvalidOperationException($"{route} is served by nothing.");
        }
        catch (VendorFieldException wrong)
        {
            throw StripeRefusal.Wrong(wrong.Name);
        }
        finally
        {
            world.Events.Request = default;
            world.Objects.Changed();
        }
    }
}
