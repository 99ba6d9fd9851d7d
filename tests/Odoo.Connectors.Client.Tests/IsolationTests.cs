using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Client.Tests;

/// <summary>Clients share nothing.</summary>
public sealed class IsolationTests
{
    [Theory]
    [InlineData(OdooTransport.JsonRpc, 1)]
    [InlineData(OdooTransport.Json2, 0)]
    public async Task TwoClients_FourHundredParallelCalls_NeverCarryTheOthersCredential(OdooTransport transport, int logins)
    {
        var services = new ServiceCollection();
        var handlers = new Dictionary<string, StubHandler>();
        var users = new Dictionary<string, int> { ["eu"] = 11, ["us"] = 22 };
        foreach (var (name, uid) in users)
        {
            var handler = handlers[name] = new StubHandler(async request =>
            {
                await Task.Yield();
                return Answer.Result(request, request.Method == "authenticate" ? uid : 0);
            });
            services.AddOdooClient(name, o =>
                (o.Url, o.Database, o.Login, o.Secret, o.Transport) = (new Uri($"http://{name}.test"), $"db-{name}", $"login-{name}", $"secret-{name}", transport))
                .ConfigurePrimaryHttpMessageHandler(_ => handler);
        }

        await using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<IOdooClientFactory>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Rig.Token }, async (i, token) =>
            await factory.Get(i % 2 == 0 ? "eu" : "us").SearchCountAsync("res.partner", OdooDomain.All, cancellationToken: token));

        foreach (var (name, uid) in users)
        {
            Assert.Equal(200, handlers[name].Calls.Count);
            Assert.Equal(200 + logins, handlers[name].Requests.Count);
            var own = transport == OdooTransport.JsonRpc ? $"{name}.test db-{name} {uid} secret-{name}" : $"{name}.test db-{name} bearer secret-{name}";
            Assert.All(handlers[name].Calls, call => Assert.Equal(own, Credential(call)));
        }
    }

    /// <summary>A static that can change is a credential of one client in the call of another, sooner or later.</summary>
    [Fact]
    public void Assembly_StaticFields_CannotChange()
    {
        const BindingFlags all = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;
        var fields = typeof(IOdooClient).Assembly.GetTypes().Where(IsWritten).SelectMany(t => t.GetFields(all)).Where(f => !f.IsLiteral).ToList();

        Assert.NotEmpty(fields);
        Assert.All(fields, field => Assert.True(
            field.IsInitOnly && IsConstant(field.FieldType, depth: 0), $"{field.DeclaringType}.{field.Name} of type {field.FieldType} can change"));
    }

    /// <summary>
    /// An amount that was a double once has lost its cent. Durations and telemetry may be; so may a number that a caller compares with in a
    /// domain, which is written with the digits it has.
    /// </summary>
    [Fact]
    public void Assembly_FieldsSignaturesAndLocals_HoldNoBinaryFloats()
    {
        const BindingFlags all = BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;
        Type[] types = [.. typeof(IOdooClient).Assembly.GetTypes().Where(t => t.FullName!.StartsWith("Odoo.", StringComparison.Ordinal))];
        var found = types.SelectMany(t => t.GetFields(all).Select(f => f.FieldType)
                .Concat(t.GetMethods(all).Cast<MethodBase>().Concat(t.GetConstructors(all)).SelectMany(Types))
                .Where(u => IsBinary(u)).Select(_ => t.FullName!.Split('+')[0]))
            .Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(["Odoo.Connectors.Client.Internal.Conditions", "Odoo.Connectors.Client.Internal.OdooTelemetry"], found);
    }

    private static IEnumerable<Type> Types(MethodBase method) => method.GetParameters().Select(p => p.ParameterType)
        .Concat(method.GetMethodBody()?.LocalVariables.Select(l => l.LocalType) ?? []).Append((method as MethodInfo)?.ReturnType ?? typeof(void));

    private static bool IsBinary(Type type) => type == typeof(double) || type == typeof(float) || type == typeof(Half)
        || (type.HasElementType && IsBinary(type.GetElementType()!)) || (type.IsGenericType && type.GetGenericArguments().Any(IsBinary));

    private static string Credential(StubRequest call) => $"{call.Http.RequestUri!.Host} " + (call.IsJsonRpc
        ? $"{call.Args[0]} {call.Args[1]} {call.Args[2]}" : $"{call.Header("X-Odoo-Database")} {call.Header("Authorization")}");

    // What the compiler and its generators add for lambdas, regexes and the like is not looked at.
    private static bool IsWritten(Type type) => !type.Name.Contains('<', StringComparison.Ordinal)
        && type.GetCustomAttribute<GeneratedCodeAttribute>() is null && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null
        && (type.DeclaringType is null || IsWritten(type.DeclaringType)) && type.Namespace?.StartsWith("Odoo.", StringComparison.Ordinal) == true;

    private static bool IsConstant(Type type, int depth) => depth < 5 && (
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(TimeSpan) || type == typeof(DateTimeOffset) || type == typeof(decimal)
        || typeof(Delegate).IsAssignableFrom(type) || typeof(Regex).IsAssignableFrom(type) || type == typeof(IReadOnlyList<string>)
        || (type.IsArray && IsConstant(type.GetElementType()!, depth + 1))
        || (type.IsGenericType && type.Name.StartsWith("Frozen", StringComparison.Ordinal) && type.GetGenericArguments().All(a => IsConstant(a, depth + 1)))
        || (Nullable.GetUnderlyingType(type) is { } inner && IsConstant(inner, depth + 1))
        || (type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true && type.IsValueType)
        || (type.Namespace?.StartsWith("Odoo.", StringComparison.Ordinal) == true && !type.IsInterface && type.GetFields(
            BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).All(f => f.IsInitOnly && IsConstant(f.FieldType, depth + 1))));
}
