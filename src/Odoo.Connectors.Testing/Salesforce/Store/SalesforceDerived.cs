using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>What the organisation works out itself when a record is written.</summary>
internal sealed class SalesforceDerived(SalesforceRecords records)
{
    /// <summary>The fields that follow from what is written.</summary>
    public JsonObject Of(string type, JsonObject body, JsonObject? record) => type switch
    {
        "Opportunity" => Opportunity(body, record),
        "OpportunityLineItem" => Line(body, record),
        "Contact" => Contact(body, record),
        "PermissionSet" when record is null => new JsonObject { ["IsOwnedByProfile"] = false },
        _ => [],
    };

    /// <summary>Opportunities take their amount from their lines once there are some.</summary>
    public void After(string type, JsonObject record, string userId)
    {
        if (type == "Contact" && Text(record, "AccountId") is { } account)
        {
            Relate(account, record["Id"]!.ToString(), userId);
        }

        string? opportunity = type == "OpportunityLineItem" ? Text(record, "OpportunityId") : type == "Opportunity" ? Text(record, "Id") : null;
        if (opportunity is null || records.Find("Opportunity", opportunity) is not { } parent)
        {
            return;
        }

        JsonObject[] lines = [.. records.Keys.Find("OpportunityLineItem", "OpportunityId", opportunity)];
        bool had = parent["HasOpportunityLineItem"]?.GetValue<bool>() is true;
        if (lines.Length == 0 && !had)
        {
            return;
        }

        decimal? amount = lines.Length == 0 ? Number(parent, "Amount") : lines.Sum(line => Number(line, "TotalPrice") ?? 0m);
        if (amount != Number(parent, "Amount") || had != lines.Length > 0)
        {
            records.Change("Opportunity", parent, new JsonObject { ["Amount"] = amount, ["HasOpportunityLineItem"] = lines.Length > 0 }, userId);
        }
    }

    /// <summary>A contact's own account is one of those it is related to.</summary>
    private void Relate(string account, string contact, string userId)
    {
        var fields = new JsonObject { ["AccountId"] = account, ["ContactId"] = contact, ["IsDirect"] = true };
        if (records.Keys.Find("AccountContactRelation", "ContactId", contact).FirstOrDefault(r => r["IsDirect"]?.GetValue<bool>() is true) is not { } direct)
        {
            records.Create("AccountContactRelation", fields, userId);
        }
        else if (Text(direct, "AccountId") != account)
        {
            records.Change("AccountContactRelation", direct, fields, userId);
        }
    }

    private JsonObject Opportunity(JsonObject body, JsonObject? record)
    {
        var derived = new JsonObject();
        if (Text(body, "StageName") is { } label && Stage(label) is { } stage)
        {
            derived["IsClosed"] = stage["IsClosed"]!.DeepClone();
            derived["IsWon"] = stage["IsWon"]!.DeepClone();
            derived["ForecastCategory"] = stage["ForecastCategory"]?.DeepClone();
            derived["ForecastCategoryName"] = stage["ForecastCategoryName"]?.DeepClone();
            if (!body.ContainsKey("Probability"))
            {
                derived["Probability"] = stage["DefaultProbability"]?.DeepClone();
            }
        }

        if (record is null)
        {
            derived["HasOpportunityLineItem"] = false;
        }

        return derived;
    }

    private JsonObject? Stage(string label) => records.All("OpportunityStage").FirstOrDefault(stage => Text(stage, "MasterLabel") == label);

    private JsonObject Line(JsonObject body, JsonObject? record)
    {
        var derived = new JsonObject();
        if (Text(body, "PricebookEntryId") is { } entryId && records.Find("PricebookEntry", entryId) is { } entry)
        {
            derived["Product2Id"] = entry["Product2Id"]?.DeepClone();
            derived["ListPrice"] = entry["UnitPrice"]?.DeepClone();
            if (Text(entry, "Product2Id") is { } productId && records.Find("Product2", productId) is { } product)
            {
                derived["ProductCode"] = product["ProductCode"]?.DeepClone();
                derived["Name"] = product["Name"]?.DeepClone();
            }
        }

        decimal? Value(string name) => body.ContainsKey(name) ? Number(body, name) : Number(derived, name) ?? (record is null ? null : Number(record, name));
        decimal? unit = Value("UnitPrice");
        if (body.ContainsKey("TotalPrice"))
        {
            derived["UnitPrice"] = Value("Quantity") is { } count and not 0m ? Number(body, "TotalPrice") / count : null;
        }
        else if ((unit ?? Value("ListPrice")) is { } price && Value("Quantity") is { } quantity)
        {
            derived["UnitPrice"] = price;
            derived["Subtotal"] = price * quantity;
            derived["TotalPrice"] = price * quantity * (100m - (Value("Discount") ?? 0m)) / 100m;
        }

        return derived;
    }

    private static JsonObject Contact(JsonObject body, JsonObject? record)
    {
        string? Value(string name) => body.ContainsKey(name) ? Text(body, name) : record is null ? null : Text(record, name);
        return new JsonObject { ["Name"] = $"{Value("FirstName")} {Value("LastName")}".Trim() };
    }

    private static string? Text(JsonObject record, string name) => record[name]?.ToString();

    private static decimal? Number(JsonObject record, string name) => SalesforceValue.TryNumber(record[name], out decimal value) ? value : null;
}
