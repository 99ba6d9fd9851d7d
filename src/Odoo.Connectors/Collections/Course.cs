using System.Globalization;
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

    /// <summary>The furthest step that was taken for what is open.</summary>
    public string? Step { get; init; }

    /// <summary>How many courses documents went through that took steps and were settled: one that is open again begins its next one.</summary>
    public IReadOnlyDictionary<string, int> Courses { get; init; } = new Dictionary<string, int>();

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

/// <summary>The steps of a document in its course, the day of the last one, what was proposed to be written off, the deal in the CRM that it bills (empty where it bills none), the steps that made somebody an activity, and what each step was decided by.</summary>
internal sealed record DunnedDocument(IReadOnlyList<string> Steps, DateOnly? Last, decimal? Proposed = null, int Course = 1, string? Deal = null, IReadOnlyList<string>? Activities = null, IReadOnlyList<string>? By = null)
{
    /// <summary>The steps that a task decided: where it is decided again, as after a refusal, they are told again.</summary>
    public IEnumerable<string> DecidedBy(string task) => Steps.Where((_, i) => By?.ElementAtOrDefault(i) == task);

    /// <summary>The step as what is written for it once is told apart: of a later course by its number too.</summary>
    public string Name(string step) => Course == 1 ? step : string.Create(CultureInfo.InvariantCulture, $"{step}/{Course}");
}

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
