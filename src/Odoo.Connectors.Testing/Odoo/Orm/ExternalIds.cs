using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>ir.model.data: which record stands behind "module.name".</summary>
internal sealed class ExternalIds(World world)
{
    private readonly Table _table = world["ir.model.data"];

    public (string Model, long Id)? Find(string externalId) =>
        _table.FindBy("complete_name", externalId).FirstOrDefault() is { } row ? (row.Text("model")!, row["res_id"] is long id ? id : 0) : null;

    public IEnumerable<string> Of(string model, long id) => _table.FindBy("owner", $"{model},{id}").Select(r => r.Text("complete_name")!);

    public void Add(string externalId, string model, long id, bool noupdate = false)
    {
        var (module, name) = Split(externalId);
        if (name.Contains(' ', StringComparison.Ordinal))
        {
            throw OdooError.Validation($"new row for relation \"ir_model_data\" violates check constraint \"ir_model_data_name_nospaces\"\nDETAIL:  Failing row contains ({module}, {name}, {model}, {id}).");
        }

        if (Find(externalId) is not null)
        {
            throw OdooError.Constraint("duplicate key value violates unique constraint \"ir_model_data_module_name_uniq_index\"");
        }

        var row = _table.Insert();
        foreach (var (field, value) in (ReadOnlySpan<(string, object)>)[("module", module), ("name", name), ("model", model), ("res_id", id), ("noupdate", noupdate), ("complete_name", externalId), ("owner", $"{model},{id}")])
        {
            _table.Set(row, field, value);
        }
    }

    public void Forget(string model, long id)
    {
        foreach (var row in _table.FindBy("owner", $"{model},{id}"))
        {
            _table.Delete(row);
        }
    }

    /// <summary>All names of one record now stand for another.</summary>
    public void Move(string model, long from, long to)
    {
        foreach (var row in _table.FindBy("owner", $"{model},{from}"))
        {
            _table.Set(row, "res_id", to);
            _table.Set(row, "owner", $"{model},{to}");
        }
    }

    public static (string Module, string Name) Split(string externalId)
    {
        var dot = externalId.IndexOf('.', StringComparison.Ordinal);
        return (externalId[..dot], externalId[(dot + 1)..]);
    }
}
