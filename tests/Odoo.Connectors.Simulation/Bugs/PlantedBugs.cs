using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Simulation.Worlds;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation.Bugs;

/// <summary>Bugs that the checks must find. Each lives outside the product: in its SQL's text, its ports, its feeds.</summary>
internal static class PlantedBugs
{
    private const string Needs =
        "AND NOT EXISTS (SELECT 1 FROM effect_need n JOIN effect d ON d.key = n.needs WHERE n.effect = e.key AND d.state NOT IN (3, 5))";

    private const string Stored = "@p6, @p7, @p8, @p9, @p10, 0,";

    private const string Known = "k.dedupe = @p7)";

    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        new PlantedBug("no-dedupe", "a delivery that comes twice is stored twice")
        {
            RewriteSql = static sql => sql.Replace(Stored, "@p6, NULLIF(@p7, @p7), @p8, @p9, @p10, 0,", StringComparison.Ordinal)
                .Replace(Known, "k.dedupe = @p7 AND 1 = 0)", StringComparison.Ordinal),
        },
        new PlantedBug("dedupe-expires", "a delivery that comes again ten seconds later is stored twice")
        {
            RewriteSql = static sql => sql.Replace(
                    Stored,
                    "@p6, CASE WHEN EXISTS (SELECT 1 FROM inbox x WHERE x.dedupe = @p7 AND x.received_at < @p9 - 10000) THEN NULL ELSE @p7 END, @p8, @p9, @p10, 0,",
                    StringComparison.Ordinal)
                .Replace(Known, "k.dedupe = @p7 AND k.received_at >= @p9 - 10000)", StringComparison.Ordinal),
        },
        Text("no-fence", "a step commits whoever holds the lane", "WHERE name = @p0 AND epoch = @p1\nAND EXISTS", "WHERE name = @p0 OR EXISTS"),
        Text("lane-taken-from-the-living", "a lane is taken though its holder lives", "(epoch IS NULL OR epoch = @p1 OR NOT EXISTS", "(1 = 1 OR NOT EXISTS"),
        Text("no-order", "a later event of a subject overtakes an earlier one", "THEN 1 ELSE 0 END\nFROM inbox i", "THEN 0 ELSE 0 END\nFROM inbox i"),
        Text("parked-subject-goes-on", "a subject whose event is a case goes on", "IN (0, 1, 3)", "IN (0, 1)"),
        Text("no-claim", "two deals of one customer on two lanes do not see each other", "FROM claim WHERE target = @p0 AND match_key = @p1", "FROM claim WHERE target = @p0 AND match_key = @p1 AND 1 = 0"),
        Text("needs-ignored", "an effect does not wait for the one it needs", Needs, ""),
        Text("many-in-flight", "two effects of one record are on their way at once", "AND (COALESCE(o.place, o.seq) < COALESCE(e.place, e.seq) OR o.state = 1))", "AND o.seq < 0)"),
        new PlantedBug("settled-without-links", "what was made in the target is linked to nothing")
        {
            RewriteSql = static sql => !sql.StartsWith("INSERT INTO link", StringComparison.Ordinal) ? sql : sql
                .Replace("VALUES (@p0,", "SELECT @p0,", StringComparison.Ordinal)
                .Replace("ELSE 1 END)\n", "ELSE 1 END WHERE @p4 = 1\n", StringComparison.Ordinal),
        },
        new PlantedBug("lease-not-checked", "a frozen node sends though its lease is over")
        {
            RewriteSql = static sql => sql.StartsWith("INSERT INTO node", StringComparison.Ordinal) ? sql.Replace("+ @p2,", "+ 60000 + 0 * @p2,", StringComparison.Ordinal)
                : sql.StartsWith("UPDATE node", StringComparison.Ordinal) ? sql.Replace("+ @p1 ", "+ 60000 + 0 * @p1 ", StringComparison.Ordinal) : sql,
            Services = static (_, s) => s.Configure<HubOptions>(o => o.Lease = TimeSpan.FromDays(1)),
        },
        Erp("attempt-in-the-key", "the key holds the attempt: a payment sent again is another payment", port => new BadPort(port)
        {
            Sent = static d => d.Kind == EffectKinds.Payment ? d with { Payload = Rekeyed(d.Payload, $"_{d.Attempts}") } : d,
        }),
        Erp("lost-reply-is-refusal", "an unknown outcome is taken for a refusal", port => new BadPort(port)
        {
            Answered = static (_, o) => o.Status == OutcomeStatus.Unknown ? o with { Status = OutcomeStatus.Refused } : o,
        }),
        Erp("unknown-is-applied", "an unknown outcome is taken for success", port => new BadPort(port)
        {
            Answered = static (_, o) => o.Status == OutcomeStatus.Unknown ? o with { Status = OutcomeStatus.Applied } : o,
        }),
        Erp("no-probe", "what is in doubt is not looked up: it is sent as something new", port => new BadPort(port)
        {
            Sent = static d => d.InDoubt ? d with { InDoubt = false, Payload = Rekeyed(d.Payload, "_again") } : d,
        }),
        new PlantedBug("version-in-the-key", "an effect's key holds when it was decided: a fact that is told twice is two")
        {
            Services = static (_, services) => Wiring.Decorate<IFlow>(services, (_, flow) => new VersionedFlow(flow)),
        },
        Erp("write-retried-below-us", "a write without an answer is repeated at once, below the ledger", port => new BadPort(port) { Repeats = true }),
        Erp("amounts-as-floats", "payments lose what does not fit their digits", port => new BadPort(port)
        {
            Intent = static i => i.Record is Payment payment
                ? i with { Record = payment with { Amount = new Money((decimal)Math.Round((double)payment.Amount.Amount, 1), payment.Amount.Currency) } }
                : i,
        }),
        Crm("shadow-of-what-was-sent", "the shadow holds what was sent, not what was stored", (_, port) => new BadCrm(port)
        {
            Answered = static (d, o) => o.Values.Count == 0 ? o : o with
            {
                Values = ((JsonObject)JsonNode.Parse(d.Payload)!["fields"]!).ToDictionary(f => f.Key, f => (string?)f.Value, StringComparer.Ordinal),
            },
        }),
        new PlantedBug("watermark-first", "the watermark moves before the page is stored")
        {
            // A place in a partition: what was passed is not looked at again, as it is where polls overlap.
            Profile = Profile.Broker,
            Services = static (world, _) => world.Bus!.Fetched = (partition, next) => Advance(world, partition, next),
        },
        new PlantedBug("old-over-new", "what was read once is believed for ever")
        {
            Services = static (_, services) =>
                Wiring.Decorate<IConnectedSystem>(services, (_, s) => s is ISource source and not IPort and IWebhookFeed feed ? new ForgetfulSource(source, feed) : s),
        },
        new PlantedBug("answer-before-commit", "the sender is told 2xx before anything is stored")
        {
            Services = static (_, services) => Wiring.Decorate<IWebhookIntake>(services, (_, intake) => new HastyIntake(intake)),
        },
    ];

    private static PlantedBug Text(string name, string breaks, string from, string to) => new(name, breaks)
    {
        RewriteSql = sql => sql.Replace(from, to, StringComparison.Ordinal),
    };

    private static PlantedBug Erp(string name, string breaks, Func<IPort, IPort> wrap) => new(name, breaks)
    {
        Services = (_, services) => Wiring.Decorate<IConnectedSystem>(services, (_, s) => s is IPort port and not IPollFeed ? wrap(port) : s),
    };

    private static PlantedBug Crm(string name, string breaks, Func<World, IPort, IConnectedSystem> wrap) => new(name, breaks)
    {
        Services = (world, services) => Wiring.Decorate<IConnectedSystem>(services, (_, s) => s is IPort port and IPollFeed ? wrap(world, port) : s),
    };

    private static string Rekeyed(string payload, string suffix)
    {
        JsonObject plan = (JsonObject)JsonNode.Parse(payload)!;
        return plan["key"] is JsonNode key ? payload.Replace($"\"{key}\"", $"\"{key}{suffix}\"", StringComparison.Ordinal) : payload;
    }

    private static void Advance(World world, string partition, string next)
    {
        if (!world.IsStoreDown)
        {
            world.Store.Query(
                $"""
                INSERT INTO watermark (system, stream, value) VALUES ('stripe', '{partition}', '{next}')
                ON CONFLICT (system, stream) DO UPDATE SET value = excluded.value RETURNING value
                """,
                r => r.GetString(0));
        }
    }
}
