using Odoo.Connectors.Testing.Enterprise;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>One emulated database: models, tables and what models do beyond storing.</summary>
internal sealed class World
{
    private readonly Dictionary<string, Table> _tables;

    public World(OdooEmulatorOptions options)
    {
        Clock = new Clock(options.TimeProvider);
        Models = ModelReader.Read(options.EnterpriseSubscriptions ? [Subscriptions.Schema] : []);
        var inverse = Models.Values.SelectMany(m => m.Fields.Values).Where(f => f.Inverse.Length > 0).ToLookup(f => f.Relation, f => f.Inverse);
        _tables = Models.Values.ToDictionary(m => m.Name, m => new Table(m.Name, Undo, m.Fields.Values.Where(f => f.Indexed).Select(f => f.Name).Union(inverse[m.Name])));
        Behaviors = Behavior.All().ToDictionary(b => b.Model);
        foreach (var behavior in options.EnterpriseSubscriptions ? Subscriptions.Behaviors : [])
        {
            Behaviors[behavior.Model] = behavior;
        }

        Methods = new MethodTable(this);
    }

    public Clock Clock { get; }

    public UndoLog Undo { get; } = new();

    public Dictionary<string, Model> Models { get; }

    public Dictionary<string, Behavior> Behaviors { get; }

    public MethodTable Methods { get; }

    public ExternalIds ExternalIds => new(this);

    /// <summary>Database id of the effect action.</summary>
    public long? EffectActionId => this[ServerActionBehavior.ModelName].Rows.FirstOrDefault(r => ServerActionBehavior.ProtocolOf(r) is not null)?.Id;

    /// <summary>Moves whose lines are being written by their move, which computes the totals itself at the end.</summary>
    public HashSet<long> Computing { get; } = [];

    /// <summary>Moves whose product lines changed, so that taxes are computed anew.</summary>
    public HashSet<long> TaxesDirty { get; } = [];

    public Table this[string model] => _tables.TryGetValue(model, out var table) ? table : throw OdooError.Key(model);

    public Behavior BehaviorOf(string model) => Behaviors.GetValueOrDefault(model) ?? Behavior.None;

    public void RollbackTo(int savepoint)
    {
        Computing.Clear();
        TaxesDirty.Clear();
        Undo.RollbackTo(savepoint);
    }

    /// <summary>Runs a call as one transaction: all of it stays, or nothing.</summary>
    public T Transaction<T>(Func<T> work)
    {
        Computing.Clear();
        TaxesDirty.Clear();
        Clock.Begin();
        try
        {
            var result = work();
            Undo.Commit();
            return result;
        }
        catch
        {
            RollbackTo(0);
            throw;
        }
        finally
        {
            Clock.End();
        }
    }
}
