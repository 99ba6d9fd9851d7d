namespace Odoo.Connectors.Client.Internal;

/// <summary>What a request needs to pass the gate of its database; travels with it as an option.</summary>
internal sealed record Passage(DatabaseGate Gate, Pace Pace, Deadline Deadline)
{
    public static HttpRequestOptionsKey<Passage> Key => new("Odoo.Connectors.Passage");

    public static Passage? Of(HttpRequestMessage? request) =>
        request?.Options.TryGetValue(Key, out Passage? passage) == true ? passage : null;
}
