using System.Text.Json.Serialization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Collections;

/// <summary>Where dunning of a customer stands: ids, names of steps, days and amounts. It is kept as it is, so it holds no data of persons.</summary>
internal sealed record Course
{
    public static Course Start { get; } = new();

    public AccountStatus Status { get; init; }

    public DateOnly? Since { get; init; }

    /// <summary>By document, what was done about it.</summary>
    public IReadOnlyDictionary<string, DunnedDocument> Documents { get; init; } = new Dictionary<string, DunnedDocument>();

    public KeptPromise? Promise { get; init; }

    /// <summary>The contracts that were paused by a step, each with what ordered it.</summary>
    public IReadOnlyList<PausedContract> Paused { get; init; } = [];

    /// <summary>What was seen when it was decided last.</summary>
    public string Mark { get; init; } = "";

    /// <summary>How often it was decided.</summary>
    public int Revision { get; init; }

    /// <summary>The company's day to look again at the latest, whatever is seen.</summary>
    public DateOnly? LookOn { get; init; }

    /// <summary>The instant to look again.</summary>
    public DateTimeOffset? LookAt { get; init; }
}

/// <summary>The steps of a document, the day of the last one, and what was proposed to be written off.</summary>
internal sealed record DunnedDocument(IReadOnlyList<string> Steps, DateOnly? Last, decimal? Proposed = null);

/// <summary>A promise that is open, and what was overdue when it was made, by document.</summary>
internal sealed record KeptPromise(decimal Amount, string Currency, DateOnly Until, IReadOnlyDictionary<string, decimal> Owed);

/// <summary>A contract that a step paused.</summary>
internal sealed record PausedContract(string System, string Id, string Order)
{
    public bool IsOfSame(PausedContract other) => (System, Id) == (other.System, other.Id);
}

/// <summary>What is to be decided about a customer of a ledger.</summary>
internal sealed record CollectionsTask(string Ledger, string Partner, PromiseTold? Promise = null, WriteOffTold? WriteOff = null);

/// <summary>A promise to pay, as a person told it.</summary>
internal sealed record PromiseTold(decimal Amount, string Currency, DateOnly Until);

/// <summary>A proposal to write off what is open of a document, as a person made it.</summary>
internal sealed record WriteOffTold(string Id, string By);

[JsonSerializable(typeof(Course))]
[JsonSerializable(typeof(CollectionsTask))]
[JsonSerializable(typeof(OverdueAccount))]
internal sealed partial class CollectionsJson : JsonSerializerContext;
