using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// Finds what a method's arguments are called: what this server has taught, else the table of the ORM's methods, else the server's
/// documentation. Belongs to one client; a changed address or database starts anew.
/// </summary>
internal sealed partial class Json2Names(string client, Wire wire, TimeProvider time)
{
    private readonly ConcurrentDictionary<(Uri Url, string Database, string Model, string Method), MethodShape> _taught = new();
    private readonly Json2Docs _docs = new(client, wire, time);

    /// <returns><see langword="null"/> if it is not known and not needed.</returns>
    public async Task<MethodShape?> FindAsync(OdooClientOptions options, ModelCall call, Deadline deadline)
    {
        if (_taught.TryGetValue(Key(options, call), out MethodShape? taught))
        {
            return taught;
        }

        if (OrmMethods.Find(call.Model, call.Method) is { } known)
        {
            return known;
        }

        if (call.Arguments.Count == 0)
        {
            return null;
        }

        return await _docs.FindAsync(options, call, isOutdated: false, deadline).ConfigureAwait(false) ?? throw TransportErrors.NotSent(
            call, ErrorKind.Configuration, "JSON-2 takes arguments by name and the names of these are not known; pass the arguments by name in OdooCall.Keywords "
            + "and the records in OdooCall.Ids, or let the user read Odoo's documentation of its API (group api_doc.group_allow_doc)");
    }

    /// <summary>What the arguments are called after all, now that Odoo has refused <paramref name="tried"/>.</summary>
    /// <returns><see langword="null"/> if nothing better is known.</returns>
    public async Task<MethodShape?> CorrectAsync(OdooClientOptions options, ModelCall call, MethodShape? tried, string refusal, Deadline deadline)
    {
        if (call.Arguments.Count == 0 && !(call.Ids is not null && refusal.StartsWith("cannot call ", StringComparison.Ordinal)))
        {
            return null; // all by name, and the names are the caller's
        }

        MethodShape? better = Renamed(call, tried, refusal)
            ?? await DocumentedAsync(options, call, deadline).ConfigureAwait(false);
        if (better is null || (tried is not null && better.OnModel == tried.OnModel && better.Names.SequenceEqual(tried.Names)))
        {
            return null;
        }

        return _taught[Key(options, call)] = better;
    }

    // An addon that overrides create(self, list_vals) is missing 'list_vals'; with one argument there is no doubt which one that is.
    private static MethodShape? Renamed(ModelCall call, MethodShape? tried, string refusal) =>
        tried is { Names.Count: > 0 } && call.Arguments.Count - (tried.OnModel || call.Ids is not null ? 0 : 1) == 1
            && !(tried.OnModel && call.Ids is not null)
            && MissingArgument().Match(refusal) is { Success: true } match && match.Groups[1].Value is var name && !tried.Names.Contains(name)
            && call.Named?.ContainsKey(name) != true
            ? tried with { Names = [name, .. tried.Names.Skip(1)] } : null;

    private async Task<MethodShape?> DocumentedAsync(OdooClientOptions options, ModelCall call, Deadline deadline)
    {
        try
        {
            return await _docs.FindAsync(options, call, isOutdated: true, deadline).ConfigureAwait(false);
        }
        catch (OdooException)
        {
            return null; // Odoo's refusal of the call says more
        }
    }

    private static (Uri Url, string Database, string Model, string Method) Key(OdooClientOptions options, ModelCall call) =>
        (options.Url!, options.Database, call.Model, call.Method);

    [GeneratedRegex("^missing a required argument: '([A-Za-z_][A-Za-z0-9_]{0,60})'$", RegexOptions.CultureInvariant)]
    private static partial Regex MissingArgument();
}
