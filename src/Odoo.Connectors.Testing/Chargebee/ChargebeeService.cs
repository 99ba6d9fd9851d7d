using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Chargebee.Calls;

namespace Odoo.Connectors.Testing.Chargebee;

/// <summary>Answers the calls of the API: who may, how often, and by which part.</summary>
internal sealed class ChargebeeService(ChargebeeWorld world, ChargebeeEmulatorOptions options, TimeProvider clock)
{
    private readonly ChargebeeMinute _minute = new(options, clock);
    private readonly ChargebeeIdempotency _idempotency = new(world);
    private readonly ChargebeeReads _reads = new(world);
    private readonly ChargebeeCustomerCalls _customers = new(world);
    private readonly ChargebeeCatalogCalls _catalog = new(world);
    private readonly ChargebeeSubscriptionCalls _subscriptions = new(world);
    private readonly ChargebeeInvoiceCalls _invoices = new(world);
    private readonly ChargebeeCreditNoteCalls _creditNotes = new(world);
    private readonly ChargebeeImportCalls _imports = new(world);
    private readonly ChargebeeUsageCalls _usages = new(world);
    private readonly ChargebeePromotionalCalls _promotions = new(world);

    public Func<VendorCall, ExecutionFault>? OnExecution { get; set; }

    /// <summary>Answers a call, dated by the site.</summary>
    public VendorAnswer Serve(VendorCall call)
    {
        world.Agenda.CatchUp();
        return Answer(call).With("Date", world.Agenda.Now.ToString("R", CultureInfo.InvariantCulture));
    }

    private VendorAnswer Answer(VendorCall call)
    {
        try
        {
            bool mayWrite = Check(call);
            if (_minute.Count() is { } tooMany)
            {
                return tooMany;
            }

            string[] path = [.. call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
            if (path is not ["api", "v2", .. var rest] || rest.Length == 0 || ChargebeeKind.At(rest[0]) is null)
            {
                throw ChargebeeRefusal.NotEmulated(call.ToString());
            }

            return call.Method switch
            {
                "GET" => VendorAnswer.Json(200, _reads.Serve(rest, call.Query, _subscriptions)),
                "POST" when !mayWrite => throw new ChargebeeRefusal(403, "api_authorization_failed", "The key may only read."),
                "POST" => Write(call, rest),
                _ => throw new ChargebeeRefusal(405, "http_method_not_supported", $"{call.Method} is not supported."),
            };
        }
        catch (ChargebeeRefusal refusal)
        {
            return refusal.ToAnswer();
        }
    }

    /// <summary>Does what a write asks for, as whoever is named.</summary>
    public JsonObject Do(string[] path, string form, string source)
    {
        var call = new ChargebeeCall("POST", path, VendorFields.Parse(form));
        ChargebeeParameters.Check(call);
        world.Source = source;
        try
        {
            return Route(call);
        }
        catch (VendorFieldException wrong)
        {
            throw ChargebeeRefusal.Wrong(wrong.Name, "has a value of another type.");
        }
        finally
        {
            world.Source = "scheduled_job";
        }
    }

    private VendorAnswer Write(VendorCall call, string[] path)
    {
        ExecutionFault fault = OnExecution?.Invoke(call) ?? ExecutionFault.None;
        if (fault == ExecutionFault.Before)
        {
            throw ChargebeeRefusal.Failed();
        }

        VendorAnswer answer = _idempotency.Once(call, () =>
        {
            try
            {
                return VendorAnswer.Json(200, Do(path, call.Body, "api"));
            }
            catch (ChargebeeRefusal refusal) when (refusal.Status != 501)
            {
                return refusal.ToAnswer();
            }
        });
        return fault == ExecutionFault.After ? throw ChargebeeRefusal.Failed() : answer;
    }

    private JsonObject Route(ChargebeeCall call) => (call.Path[0], call.Action) switch
    {
        ("customers", "subscription_for_items") => Subscribe(call),
        ("customers", _) => _customers.Serve(call),
        ("item_families" or "items" or "item_prices", _) => _catalog.Serve(call),
        ("subscriptions", "usages" or "delete_usage") => _usages.Serve(call),
        ("subscriptions", _) => _subscriptions.Serve(call),
        ("invoices", null) when call.Id == "import_invoice" => _imports.Invoice(call),
        ("credit_notes", null) when call.Id == "import_credit_note" => _imports.CreditNote(call),
        ("invoices", _) => _invoices.Serve(call),
        ("credit_notes", _) => _creditNotes.Serve(call),
        ("promotional_credits", _) => _promotions.Serve(call),
        _ => throw call.NotEmulated(),
    };

    private JsonObject Subscribe(ChargebeeCall call)
    {
        JsonObject customer = world.Store.Get("customer", call.Id!);
        JsonObject subscription = ChargebeeSubscriptionFields.Create(world, call, customer);
        return _subscriptions.Answer(subscription, world.Subscriptions.Begin(subscription));
    }

    private bool Check(VendorCall call)
    {
        string authorization = call.Headers.GetValueOrDefault("Authorization", string.Empty);
        string pair = authorization.Split(' ', 2) is [var scheme, var text] && scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? Decode(text) : string.Empty;
        string key = pair.Split(':')[0];
        return key == options.ApiKey || (key == options.ReadOnlyApiKey
            ? false
            : throw new ChargebeeRefusal(401, "api_authentication_failed", "Sorry, authentication failed. Invalid API key."));
    }

    private static string Decode(string text)
    {
        Span<byte> bytes = stackalloc byte[1_024];
        return Convert.TryFromBase64String(text, bytes, out int count) ? Encoding.UTF8.GetString(bytes[..count]) : string.Empty;
    }
}
