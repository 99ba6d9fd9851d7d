namespace Odoo.Connectors.Simulation.Running;

/// <summary>Something that acts by itself: a loop of a node, a webhook on its way, a person. Exactly one runs at a time.</summary>
internal sealed class Actor(string name, IHost? host)
{
    private static readonly AsyncLocal<Actor?> s_current = new();

    public static Actor? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    public string Name => name;

    /// <summary>The process it lives in; null for what lives outside.</summary>
    public IHost? Host => host;

    /// <summary>Whether its steps in the store are no place to give the baton back: it shares a lock with others of its process.</summary>
    public bool IsAtomic { get; init; }

    /// <summary>The epoch under which it sends what it committed as sending.</summary>
    public long? SendsUnder { get; set; }

    /// <summary>What it wrote in this send and got no answer to.</summary>
    public HashSet<string> Unanswered { get; } = new(StringComparer.Ordinal);

    public bool IsDead => host is { IsDead: true };

    public override string ToString() => name;
}

/// <summary>A process: dies at once, or stands still for a while.</summary>
internal interface IHost
{
    bool IsDead { get; }

    DateTimeOffset FrozenUntil { get; }
}
