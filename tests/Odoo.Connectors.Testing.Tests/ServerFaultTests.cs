using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>Failures of the database and of the worker. Names, texts and statuses are recorded (transactions, errors) or from Odoo's source.</summary>
public sealed class ServerFaultTests
{
    public static TheoryData<EmulatorFault, string, string, int> Errors => new()
    {
        { EmulatorFault.SerializationFailure, "psycopg2.errors.SerializationFailure", "could not serialize access due to concurrent update\n", 500 },
        { EmulatorFault.Deadlock, "psycopg2.errors.DeadlockDetected", "deadlock detected\n", 500 },
        { EmulatorFault.LockNotAvailable, "psycopg2.errors.LockNotAvailable", "could not obtain lock on row\n", 500 },
        { EmulatorFault.LockError, "odoo.exceptions.LockError", "Cannot grab a lock on records", 409 },
        { EmulatorFault.OutOfMemory, "builtins.MemoryError", "", 500 },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task ServerFault_OnCreate_IsAnErrorAndNothingIsKept(EmulatorFault fault, string name, string message, int status)
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        world.Emulator.OnCall = EmulatorFaults.Next(2, fault, c => c.Method == "create");

        var overJsonRpc = await world.Wire.CallAsync("admin", "res.partner", "create", [new JsonObject { ["name"] = "Unlucky" }]);
        using var overJson2 = await world.PostCreateAsync("Unlucky", json2: true);

        Assert.Equal((name, message), (overJsonRpc["error"]!["name"]!.GetValue<string>(), overJsonRpc["error"]!["message"]!.GetValue<string>()));
        Assert.Equal(status, (int)overJson2.StatusCode);
        var body = JsonNode.Parse(await overJson2.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal((name, message), (body["name"]!.GetValue<string>(), body["message"]!.GetValue<string>()));
        Assert.Equal(0, await world.CountPartnersAsync("Unlucky"));
        Assert.All(world.Emulator.Calls.Where(c => c.Method == "create"), c => Assert.False(c.Applied));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(12, 10)]
    public async Task SerializationFailure_OnLoad_IsIdsFalseWithAMessagePerRowTried(int rows, int messages)
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        world.FailOnce("load", EmulatorFault.SerializationFailure);
        var data = new JsonArray([.. Enumerable.Range(1, rows).Select(i => (JsonNode)new JsonArray($"race.x{i}", "Race X"))]);

        var answer = (await world.CallAsync("res.partner", "load", [new JsonArray("id", "name"), data]))!;

        Assert.Equal("""{"rows":{"from":0,"to":0},"record":0,"type":"error","message":"could not serialize access due to concurrent update\n"}""", answer["messages"]![0]!.ToJsonString());
        Assert.Equal(("false", messages, 0), (answer["ids"]!.ToJsonString(), answer["messages"]!.AsArray().Count, answer["nextrow"]!.GetValue<int>()));
        Assert.Equal(0, await world.CountPartnersAsync("Race X"));
        Assert.False(world.Emulator.Calls.Single(c => c.Method == "load").Applied);
    }

    [Theory]
    [InlineData(EmulatorFault.GatewayTimeout, 504, 0)]
    [InlineData(EmulatorFault.GatewayTimeoutAfter, 504, 1)]
    [InlineData(EmulatorFault.Redirect, 303, 0)]
    public async Task Proxy_OnCreate_AnswersAPage(EmulatorFault fault, int status, int expected)
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        world.FailOnce("create", fault);

        using var response = await world.PostCreateAsync("Page", json2: true);

        Assert.Equal((status, "text/html"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(fault == EmulatorFault.Redirect ? "/web/login" : null, response.Headers.Location?.OriginalString);
        Assert.Equal(expected, await world.CountPartnersAsync("Page"));
    }

    [Fact]
    public async Task Next_OfSome_FailsThatManyThatMatch()
    {
        var faults = await FaultsAsync(EmulatorFaults.Next(2, EmulatorFault.Deadlock, c => c.Method == "write"), ["read", "write", "write", "write"]);

        Assert.Equal([EmulatorFault.None, EmulatorFault.Deadlock, EmulatorFault.Deadlock, EmulatorFault.None], faults);
        Assert.Throws<ArgumentOutOfRangeException>(() => EmulatorFaults.Next(-1, EmulatorFault.DropReply));
    }

    [Fact]
    public async Task AtRandom_WithTheSameSeed_RepeatsItselfAndKeepsItsShare()
    {
        Task<EmulatorFault[]> DrawnAsync(int seed) => FaultsAsync(EmulatorFaults.AtRandom(seed, 0.25, EmulatorFault.LockError, EmulatorFault.Deadlock), Enumerable.Repeat("write", 1000));
        var drawn = await DrawnAsync(7);

        Assert.Equal(drawn, await DrawnAsync(7));
        Assert.NotEqual(drawn, await DrawnAsync(8));
        // 1000 draws at 1/4: 250 expected, standard deviation 13.7; five of them are allowed.
        Assert.InRange(drawn.Count(f => f != EmulatorFault.None), 182, 318);
        Assert.Equal([EmulatorFault.None, EmulatorFault.Deadlock, EmulatorFault.LockError], drawn.Distinct().Order());
        Assert.Throws<ArgumentException>(() => EmulatorFaults.AtRandom(1, 0.5));
        Assert.Throws<ArgumentException>(() => EmulatorFaults.AtRandom(1, 1.5, EmulatorFault.DropReply));
    }

    [Fact]
    public async Task FirstOf_Plans_LetsTheFirstWithAFaultDecide()
    {
        var plan = EmulatorFaults.FirstOf(EmulatorFaults.Next(1, EmulatorFault.Deadlock), EmulatorFaults.Next(2, EmulatorFault.LockError));

        Assert.Equal([EmulatorFault.Deadlock, EmulatorFault.LockError, EmulatorFault.LockError, EmulatorFault.None], await FaultsAsync(plan, Enumerable.Repeat("write", 4)));
    }

    /// <summary>What calls meet; they carry no key, so that nothing else happens.</summary>
    private static async Task<EmulatorFault[]> FaultsAsync(Func<EmulatorCall, EmulatorFault> plan, IEnumerable<string> methods)
    {
        await using var emulator = new OdooEmulator { OnCall = plan };
        using var http = new HttpClient(emulator.CreateHandler()) { BaseAddress = new Uri("http://odoo.test/") };
        foreach (var method in methods)
        {
            using var response = await http.PostAsync(new Uri($"/json/2/res.partner/{method}", UriKind.Relative), null, TestContext.Current.CancellationToken);
        }

        return [.. emulator.Calls.Select(c => c.Fault)];
    }
}
