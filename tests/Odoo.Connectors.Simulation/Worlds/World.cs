using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Simulation.Bugs;
using Odoo.Connectors.Simulation.Running;
using Odoo.Connectors.Simulation.Storage;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>One seed's world: three vendors, two nodes, one store, and everything that may go wrong.</summary>
internal sealed class World
{
    public const string StripeKey = "sk_test_emulator0000";
    private static readonly DateTimeOffset s_start = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
    private readonly List<string> _violations = [];
    private int _started;

    public World(int seed, Profile profile, IStore store, Coverage coverage, PlantedBug? bug, bool keepTrace)
    {
        Seed = seed;
        Profile = profile;
        Store = store;
        Kept = store.KeepsStatements ? new StoreConnection(new SimConnection(this), static _ => { }) : null;
        Coverage = coverage;
        Bug = bug;
        Clock = new VirtualClock(s_start);
        Trace = new Trace(Clock, keepTrace);
        Scheduler = new Scheduler(seed, Clock, Trace);
        Chance = new Random(seed * 31);
        UsesAction = Chance.Next(2) == 0;
        HasAutomation = Chance.Next(3) == 0;
        HasSisters = seed % 5 == 3;
        Odoo = new OdooEmulator(OdooOptions());
        Salesforce = new SalesforceEmulator(new SalesforceEmulatorOptions { DailyApiRequests = 1_000_000 }, Clock);
        Salesforce.DeclareField("Account", "Billing_Status__c");
        Stripe = new StripeEmulator(new StripeEmulatorOptions { ApiKey = StripeKey }, Clock);
        Odoo.OnCall = _ => NextFault;
        Salesforce.OnCall = _ => NextFault;
        Stripe.OnCall = _ => NextFault;
        Chaos = new Chaos(this);
        Webhooks = new Webhooks(this);
        Bus = profile == Profile.Broker ? new Bus(this) : null;
        Billing = new Billing(this);
    }

    public int Seed { get; }

    public Profile Profile { get; }

    public IStore Store { get; }

    /// <summary>The one connection of all nodes, with what they prepared.</summary>
    public StoreConnection? Kept { get; }

    public Coverage Coverage { get; }

    public PlantedBug? Bug { get; }

    public VirtualClock Clock { get; }

    public Trace Trace { get; }

    public Scheduler Scheduler { get; }

    /// <summary>What chance decides apart from the order of actors.</summary>
    public Random Chance { get; }

    /// <summary>Whether Odoo is written by the effect action or step by step.</summary>
    public bool UsesAction { get; }

    public bool HasAutomation { get; }

    /// <summary>Whether companies may have two accounts in the CRM; of the seed itself, so that the runs of other seeds stay what they were.</summary>
    public bool HasSisters { get; }

    public OdooEmulator Odoo { get; }

    public SalesforceEmulator Salesforce { get; }

    public StripeEmulator Stripe { get; }

    public Chaos Chaos { get; }

    public Webhooks Webhooks { get; }

    /// <summary>The broker between the billing platform and the hub, in worlds that have one.</summary>
    public Bus? Bus { get; }

    public Billing Billing { get; }

    public List<SimNode> Nodes { get; } = [];

    /// <summary>Told of every fault point that is reached.</summary>
    public Action<string>? OnPoint { get; set; }

    public EmulatorFault NextFault { get; set; }

    public bool IsStoreDown { get; set; }

    /// <summary>Whether the CRM never answers what an account holds now.</summary>
    public bool LosesReadBacks { get; set; }

    /// <summary>Whether the release that reads the new API version is installed.</summary>
    public bool IsMended { get; set; }

    /// <summary>Things of the business that will still happen.</summary>
    public int Pending { get; set; }

    /// <summary>Statuses that the CRM stored.</summary>
    public int Writes { get; private set; }

    /// <summary>What may be a reason to store a status again: faults of calls, deaths, pauses.</summary>
    public int Doubts { get; set; }

    public IReadOnlyList<string> Violations => _violations;

    public void Violated(string guarantee, string what)
    {
        if (_violations.Count < 20)
        {
            _violations.Add($"{guarantee}: {what}");
        }

        Trace.Write($"VIOLATED {guarantee}: {what}");
    }

    public void Refuse()
    {
        if (IsStoreDown && Actor.Current is not null)
        {
            throw new StoreDown();
        }
    }

    /// <summary>A commit may have made work.</summary>
    public void Woken() => Scheduler.Wake(Chance.Next(3) == 0 ? null : Actor.Current?.Host);

    public void Applied(string vendor, HttpRequestMessage request, byte[] body, bool isDone)
    {
        if (vendor == "salesforce" && request.Method == HttpMethod.Patch && isDone)
        {
            foreach (JsonNode? record in JsonNode.Parse(body)?["records"]?.AsArray() ?? [])
            {
                Status(record!.AsObject());
            }

            Trace.Write($"status {Encoding.UTF8.GetString(body)}");
        }
    }

    private void Status(JsonObject record)
    {
        if (!record.Select(f => f.Key).SequenceEqual(["attributes", "id", "Billing_Status__c"]))
        {
            Violated("owner", $"fields of others are written: {record.ToJsonString()}");
        }

        Writes++;
        if (HasAutomation && Salesforce.Find("Account", (string)record["id"]!) is { } account && (string?)account["Billing_Status__c"] == "Past Due")
        {
            account["Billing_Status__c"] = StatusStored("Past Due");
            Salesforce.Put(account);
        }
    }

    /// <summary>What the CRM stores when it is told a status: in some of the worlds an automation there has words of its own.</summary>
    public string StatusStored(string told) => HasAutomation && told == "Past Due" ? "Overdue" : told;

    /// <summary>Whether the hub remembers a deal as it was won: what a person can be asked to put back.</summary>
    public bool HasSeen(string deal) => Store.Query("SELECT id FROM shadow WHERE kind = 'deal'", r => r.GetString(0)).Contains(deal);

    public void StartNode(string slot)
    {
        // A process may come back under its old name or under a new one.
        string hubName = Chance.Next(2) == 0 ? slot : $"{slot}-{_started + 1}";
        SimNode node = new(this, $"{slot}.{++_started}", hubName);
        Nodes.Add(node);
        node.Start();
    }

    public void Replace(SimNode node)
    {
        Nodes.Remove(node);
        StartNode(node.Name.Split('.')[0]);
    }

    private OdooEmulatorOptions OdooOptions()
    {
        OdooEmulatorOptions options = new() { TimeProvider = Clock };
        options.Products.Add(("SEAT", "Seat"));
        options.Products.Add(("ONBOARD", "Onboarding"));
        return options;
    }
}
