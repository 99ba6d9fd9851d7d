using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>
/// An organisation of Salesforce, read by a query job of the Bulk API. Processes end in its calls too: when the job was made and nobody knows its id
/// yet, when it is known and nothing was read, in the middle of a set of results, and where the next set is no longer to be had.
/// </summary>
internal sealed class SalesforceOrganization : BackfilledCrm
{
    private const int Often = 10;
    private static readonly SalesforceEmulatorOptions s_options = new() { DailyApiRequests = 1_000_000 };
    private readonly SalesforceEmulator _organization;
    private readonly ConcurrentDictionary<string, bool> _ended = new(StringComparer.Ordinal);
    private readonly int _pageSize;
    private int _results;

    public SalesforceOrganization(int pageSize)
    {
        _pageSize = pageSize;
        _organization = new SalesforceEmulator(s_options, Time) { OnCall = OnCall };
    }

    public override string Title => "Salesforce";

    public override string Stream => "accounts";

    public override IReadOnlyList<string> Ends => ["job made", "job known", "inside a set", "set lost"];

    public override int Calls => _organization.Calls.Count;

    public override void Connect(IConnectorsBuilder builder, DateTimeOffset startAt) => builder.AddSalesforce(
        System,
        o =>
        {
            (o.LoginUrl, o.ClientId, o.ClientSecret, o.IsLive) = (_organization.Url, s_options.ClientId, s_options.ClientSecret, false);
            (o.StartAt, o.BulkPageSize) = (startAt, _pageSize);
            o.Streams.Add(Stream);
        },
        http => http.ConfigurePrimaryHttpMessageHandler(() => new TimedHandler(Watch, _organization.CreateHandler())));

    /// <summary>Some accounts have a contact, whose mail address is read beside the set of results.</summary>
    public override (string Name, string? Email) Expected(int account) =>
        (BackfillRun.NameOf(account), account % Often == 0 ? string.Create(CultureInfo.InvariantCulture, $"office@account-{account}.example") : null);

    public override ValueTask DisposeAsync() => _organization.DisposeAsync();

    protected override void Make(int account)
    {
        (string name, string? email) = Expected(account);
        string id = _organization.Create("Account", new JsonObject { ["Name"] = name, ["BillingStreet"] = "Main street 1\n\"Back\", yard" });
        if (email is not null)
        {
            _organization.Create("Contact", new JsonObject { ["AccountId"] = id, ["LastName"] = "Office", ["Email"] = email });
        }
    }

    private EmulatorFault OnCall(VendorCall call)
    {
        if (call.Path.EndsWith("/jobs/query", StringComparison.Ordinal))
        {
            return Ended("job made") ? EmulatorFault.DropReply : EmulatorFault.None;
        }

        if (call.Path.EndsWith("/results", StringComparison.Ordinal))
        {
            if (++_results >= 3 && call.Query.Contains("locator", StringComparison.Ordinal) && Ended("set lost"))
            {
                _organization.LoseCursors();
                return EmulatorFault.DropRequest;
            }

            return EmulatorFault.None;
        }

        string? end = call.Path.Contains("/jobs/query/", StringComparison.Ordinal) ? "job known"
            : _results == 2 && call.Query.Contains("Contact", StringComparison.Ordinal) ? "inside a set"
            : null;
        return end is not null && Ended(end) ? EmulatorFault.DropRequest : EmulatorFault.None;
    }

    /// <summary>Each end comes once, and counts when it was the first of its process.</summary>
    private bool Ended(string where)
    {
        bool now = !_ended.ContainsKey(where) && End(where);
        if (now)
        {
            _ended[where] = true;
        }

        return now;
    }
}
