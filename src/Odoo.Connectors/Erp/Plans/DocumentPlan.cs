using System.Text.Json.Nodes;

namespace Odoo.Connectors.Erp;

/// <summary>
/// What one document effect is, in the form of the effect action: create under a key, expect, call, reconcile, expect after,
/// read. Two executors carry it out: the action in one call, or plain calls step by step.
/// </summary>
internal sealed class DocumentPlan
{
    private readonly JsonObject _json;

    public DocumentPlan(string key, string model) =>
        _json = new JsonObject { ["key"] = key, ["model"] = model, ["op"] = "create", ["vals"] = new JsonObject() };

    private DocumentPlan(JsonObject json) => _json = json;

    public string Key => (string)_json["key"]!;

    public string Model => (string)_json["model"]!;

    /// <summary>The company's id the document belongs to.</summary>
    public long Company
    {
        get => (long)_json["company"]!;
        init => _json["company"] = value;
    }

    public JsonObject Values => (JsonObject)_json["vals"]!;

    /// <summary>What must hold before the calls, or nothing is left.</summary>
    public JsonObject Expect => Part("expect");

    /// <summary>What must hold in the end.</summary>
    public JsonObject ExpectAfter => Part("expect_after");

    /// <summary>The fields to read back.</summary>
    public IReadOnlyList<string> Read
    {
        get => [.. ((JsonArray)_json["read"]!).Select(f => (string)f!)];
        init => _json["read"] = new JsonArray([.. value.Select(f => (JsonNode)f)]);
    }

    /// <summary>The methods to call on the record, without arguments.</summary>
    public IReadOnlyList<string> Calls
    {
        get => _json["calls"] is JsonArray calls ? [.. calls.Select(c => (string)c![0]!)] : [];
        init => _json["calls"] = new JsonArray([.. value.Select(c => (JsonNode)new JsonArray(c))]);
    }

    /// <summary>What the record is made with beside the company, such as how lines get external ids. Only the effect action needs it.</summary>
    public JsonObject Context
    {
        init => _json["ctx"] = value;
    }

    /// <summary>The external ids of the documents to reconcile with.</summary>
    public IReadOnlyList<string> Reconcile
    {
        get => _json["reconcile"] is JsonArray keys ? [.. keys.Select(k => (string)k!)] : [];
        init => _json["reconcile"] = new JsonArray([.. value.Select(k => (JsonNode)k)]);
    }

    /// <summary>What must be done around the document that neither way of writing does by itself; null for most.</summary>
    public MoneyPlan? Money
    {
        get => _json["money"] is JsonObject json ? new MoneyPlan(json) : null;
        init => _json["money"] = value?.ToJson();
    }

    /// <summary>Further records of the same model that are made in one transaction with this one, or none of them is.</summary>
    public IReadOnlyList<DocumentPlan> Along => _json["along"] is JsonArray along ? [.. along.Select(a => new DocumentPlan((JsonObject)a!.DeepClone()))] : [];

    /// <summary>This record and those along with it.</summary>
    public IReadOnlyList<DocumentPlan> All => [this, .. Along];

    /// <summary>Whether it changes a document that is there, and makes none.</summary>
    public bool IsCall => (string?)_json["op"] == "call";

    /// <summary>A method called on a document that is there under our key.</summary>
    public static DocumentPlan Call(string key, string model, long company, string method, IReadOnlyList<string> read)
    {
        DocumentPlan plan = new(key, model) { Company = company, Calls = [method], Read = read };
        plan._json["op"] = "call";
        return plan;
    }

    public static DocumentPlan Parse(string payload) => new((JsonObject)JsonNode.Parse(payload)!);

    public static JsonObject Ref(string key) => new() { ["$ref"] = key };

    /// <summary>The effect as the action takes it: everything but our own members.</summary>
    public JsonObject ToEffect()
    {
        JsonObject effect = (JsonObject)_json.DeepClone();
        effect.Remove("company");
        effect.Remove("money");
        effect.Remove("along");
        return effect;
    }

    /// <summary>
    /// The rest of a document that is there but not finished: the same without creating. A draft is posted only while it still is
    /// what was planned: a person may have changed it.
    /// </summary>
    public JsonObject ToFinish(bool withCalls)
    {
        JsonObject effect = ToEffect();
        effect["op"] = "call";
        effect.Remove("vals");
        if (!withCalls)
        {
            effect.Remove("expect");
            effect.Remove("calls");
        }

        return effect;
    }

    /// <summary>The fields that say whether a document is paid.</summary>
    public static string[] PaymentFields => ["payment_state", "amount_residual"];

    /// <summary>The one document that a payment pays, whose state is read back; null for everything else.</summary>
    public string? IsPaymentOf => Model == "account.payment" && Reconcile is [string one] ? one : null;

    /// <summary>Puts ids in the place of external ids where the end is compared.</summary>
    public void Resolve(Dictionary<string, long> ids)
    {
        foreach (JsonArray list in ExpectAfter.Select(e => e.Value).OfType<JsonArray>())
        {
            for (int i = 0; i < list.Count; i++)
            {
                if (list[i] is JsonObject reference && ids.TryGetValue((string)reference["$ref"]!, out long id))
                {
                    list[i] = id;
                }
            }
        }
    }

    /// <summary>The same record with others along.</summary>
    public DocumentPlan With(IEnumerable<DocumentPlan> along)
    {
        JsonObject json = (JsonObject)_json.DeepClone();
        JsonNode[] others = [.. along.Select(a => a._json.DeepClone())];
        if (others.Length > 0)
        {
            json["along"] = new JsonArray(others);
        }

        return new DocumentPlan(json);
    }

    /// <summary>The same document under another key, without what is done around it.</summary>
    public DocumentPlan Part(string key, IEnumerable<string> reconcile)
    {
        JsonObject json = (JsonObject)_json.DeepClone();
        json.Remove("money");
        json["key"] = key;
        json["reconcile"] = new JsonArray([.. reconcile.Select(k => (JsonNode)k)]);
        return new DocumentPlan(json);
    }

    /// <summary>A look at the document: whether it is already what it must be in the end.</summary>
    public JsonObject ToFind()
    {
        JsonObject effect = ToFinish(withCalls: false);
        effect["op"] = "find";
        return effect;
    }

    public override string ToString() => _json.ToJsonString(PlanJson.Options);

    private JsonObject Part(string name)
    {
        if (_json[name] is not JsonObject part)
        {
            _json[name] = part = [];
        }

        return part;
    }
}
