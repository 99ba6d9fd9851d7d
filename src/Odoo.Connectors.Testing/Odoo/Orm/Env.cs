using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Who calls, in which companies and context.</summary>
internal sealed class Env(World world, long uid, JsonObject context, bool sudo = false)
{
    private long[]? _allowed;

    public World World { get; } = world;

    public long Uid { get; } = uid;

    public JsonObject Context { get; } = context;

    public bool IsSudo { get; } = sudo;

    public Row User => World["res.users"].Find(Uid)!;

    /// <summary>Whether this is the superuser or somebody of the group Role / Administrator.</summary>
    public bool IsAdmin => IsSudo || User.Text("login") == "__system__" || World.Groups.Has(User, "base.group_system");

    public long[] Companies => Allowed.Length > 0 ? Allowed : User.Links("company_ids");

    public long Company => Allowed.Length > 0 ? Allowed[0] : User.Link("company_id");

    public bool ActiveTest => Context["active_test"] is not { } flag || !Js.IsFalsy(flag);

    public string Today => World.Clock.Today;

    public Env Sudo() => new(World, Uid, Context, sudo: true);

    public Env With(JsonObject context) => new(World, Uid, context, IsSudo);

    public Env ForCompany(long company) => With(new JsonObject { ["allowed_company_ids"] = new JsonArray(company) });

    public Model Model(string name) => World.Models.TryGetValue(name, out var model) ? model : throw OdooError.Key($"'{name}'");

    public Row Row(string model, long id) => World[model].Find(id) ?? throw OdooError.Missing(model, [id], Uid);

    public Row? Linked(Row row, string field) => World.Models[row.Model].Fields[field] is var f && Value(row, f) is long id ? World[f.Relation].Find(id) : null;

    /// <summary>All rows asked for; a missing one is an error.</summary>
    public List<Row> Rows(string model, IEnumerable<long> ids)
    {
        var table = World[model];
        var rows = ids.Distinct().Select(id => (id, row: table.Find(id))).ToList();
        var missing = rows.Where(r => r.row is null).Select(r => r.id).ToList();
        return missing.Count == 0 ? [.. rows.Select(r => r.row!)] : throw OdooError.Missing(model, missing, Uid);
    }

    /// <summary>A field's value, stored or computed; relations to many are arrays of ids.</summary>
    public object? Value(Row row, Field field) => field switch
    {
        { Name: "id" } => row.Id,
        { Name: "display_name" } => World.BehaviorOf(row.Model).DisplayName(this, row),
        { Computed: true } => World.BehaviorOf(row.Model).Compute(this, row, field.Name),
        { Type: FieldType.One2Many } => Children(row, field),
        { OwnCompanies: true } when !IsSudo => row.Links(field.Name).Where(l => World[field.Relation].Find(l) is { } other && AccessRules.IsVisible(this, World.Models[field.Relation], other)).ToArray(),
        { Type: FieldType.Properties } => Properties.Read(this, row, field),
        { OfCompany: true } => row[StoredName(field)] ?? World.BehaviorOf(row.Model).CompanyDefault(this, field.Name),
        _ => row[field.Name],
    };

    public object? Value(Row row, string field) => Value(row, World.Models[row.Model].Fields[field]);

    /// <summary>Under which name a field's value is kept: one per company where the field is company-dependent.</summary>
    public string StoredName(Field field) => field.OfCompany ? $"{field.Name}@{Company}" : field.Name;

    public decimal Number(Row row, string field) => Value(row, field) switch { decimal d => d, long l => l, _ => 0m };

    public void CheckCompanies()
    {
        if (!IsSudo && Companies.Except(User.Links("company_ids")).Any())
        {
            throw OdooError.Access("Access to unauthorized or invalid companies.");
        }
    }

    public void CheckLanguage()
    {
        if (Context["lang"] is { } lang && Js.IsText(lang))
        {
            CheckLanguage(Js.Text(lang));
        }
    }

    /// <summary>A language that is not installed can be written to a partner; what then works in it fails.</summary>
    public void CheckLanguage(string? code)
    {
        if (code is { Length: > 0 } && !World["res.lang"].Rows.Any(l => l.Text("code") == code && l.Flag("active")))
        {
            throw OdooError.User($"Invalid language code: {code}");
        }
    }

    /// <summary>Those of the context, which each row that is looked at asks for.</summary>
    private long[] Allowed => _allowed ??= Context["allowed_company_ids"] is JsonArray list ? Js.Ids(list) : [];

    private long[] Children(Row row, Field field)
    {
        var rows = World[field.Relation].FindBy(field.Inverse, row.Id);
        if (field.InvoiceLinesOnly)
        {
            rows = rows.Where(r => r.Text("display_type") is "product" or "line_note" or "line_section" or "line_subsection");
        }

        if (field.Only is { } only)
        {
            rows = rows.Where(r => r.Text(only.Field) == only.Value);
        }

        if (ActiveTest && World.Models[field.Relation].HasActive)
        {
            rows = rows.Where(r => r.Flag("active"));
        }

        return [.. rows.Select(r => r.Id)];
    }
}
