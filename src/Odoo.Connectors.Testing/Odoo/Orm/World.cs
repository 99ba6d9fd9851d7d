using Odoo.Connectors.Testing.Access;
using Odoo.Connectors.Testing.Accounting;
using Odoo.Connectors.Testing.Automation;
using Odoo.Connectors.Testing.Enterprise;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>One emulated database: models, tables and what models do beyond storing.</summary>
internal sealed class World
{
    private readonly Dictionary<string, Table> _tables;
    private Groups? _groups;
    private Automations? _automations;
    private bool _hasFields;

    public World(OdooEmulatorOptions options)
    {
        Clock = new Clock(options.TimeProvider);
        Models = ModelReader.Read(options.EnterpriseSubscriptions ? [Subscriptions.Schema] : []);
        var inverse = Models.Values.SelectMany(m => m.Fields.Values).Where(f => f.Inverse.Length > 0).ToLookup(f => f.Relation, f => f.Inverse);
        _tables = Models.Values.ToDictionary(m => m.Name, m => new Table(m.Name, Undo, m.Fields.Values.Where(f => f.Indexed).Select(f => f.Name).Union(inverse[m.Name])));
        _tables["account.move"].Keep(Numbers);
        Behaviors = Behavior.All().ToDictionary(b => b.Model);
        HasAccountant = options.EnterpriseAccounting;
        foreach (var behavior in (options.EnterpriseSubscriptions ? Subscriptions.Behaviors : []).Concat(HasAccountant ? [new AccountantPaymentBehavior()] : []))
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

    /// <summary>Moves by the numbers that they have.</summary>
    public NumberedMoves Numbers { get; } = new();

    public ExternalIds ExternalIds => new(this);

    public Groups Groups => _groups ??= new Groups(this);

    public ApiKeys Keys => new(this);

    /// <summary>Whether invoices are in payment until the bank statement has the money.</summary>
    public bool HasAccountant { get; }

    /// <summary>Whether the running call came over JSON-2: a few methods refuse JSON-RPC.</summary>
    public bool IsJson2 { get; set; }

    /// <summary>Database id of the effect action.</summary>
    public long? EffectActionId => this[ServerActionBehavior.ModelName].Rows.FirstOrDefault(r => ServerActionBehavior.ProtocolOf(r) is not null)?.Id;

    /// <summary>Moves whose lines are being written by their move, which computes the totals itself at the end.</summary>
    public HashSet<long> Computing { get; } = [];

    /// <summary>Moves whose product lines changed, so that taxes are computed anew.</summary>
    public HashSet<long> TaxesDirty { get; } = [];

    public Automations Automations => _automations ??= new Automations(this);

    public Table this[string model]
    {
        get
        {
            var table = _tables.TryGetValue(model, out var found) ? found : throw OdooError.Key(model);
            if (model == ModelFields.ModelName && !_hasFields)
            {
                _hasFields = true;
                Undo.Without(() => ModelFields.PlantFields(this, table));
            }

            return table;
        }
    }

    /// <summary>Adds a field to a model, and its record where fields have records already.</summary>
    public void Declare(string model, Field field)
    {
        Models[model].Fields[field.Name] = field;
        if (_hasFields)
        {
            ModelFields.Plant(this[ModelFields.ModelName], model, this["ir.model"].Rows.First(r => r.Text("model") == model).Id, field);
        }
    }

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
