using System.Globalization;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>Checks what a write says of a record, and brings it into the form that is stored.</summary>
internal sealed class HubSpotRules(HubSpotSchema schema, HubSpotPipelines pipelines)
{
    /// <summary>The values as they are stored, and what is wrong with the others. An empty value clears.</summary>
    public (Dictionary<string, string> Values, List<HubSpotProblem> Problems) Read(
        HubSpotType type,
        IEnumerable<KeyValuePair<string, string>> properties,
        HubSpotRecord? record)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var problems = new List<HubSpotProblem>();
        foreach ((string name, string text) in properties)
        {
            if (Check(type, name, text, out string stored) is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                values[name] = stored;
            }
        }

        if (type.Name == "deals" && problems.Count == 0 && CheckStage(values, record) is { } wrongStage)
        {
            problems.Add(wrongStage);
        }

        return (values, problems);
    }

    private HubSpotProblem? Check(HubSpotType type, string name, string text, out string stored)
    {
        stored = text;
        if (schema.Find(type, name) is not { } property)
        {
            return new HubSpotProblem(name, "PROPERTY_DOESNT_EXIST", $"Property \"{name}\" does not exist");
        }

        if (property.IsReadOnly)
        {
            return new HubSpotProblem(name, "READ_ONLY_VALUE", $"\"{name}\" is a read only property; its value cannot be set.");
        }

        if (text.Length == 0)
        {
            return null;
        }

        switch (property.Type)
        {
            case "number" when !HubSpotValue.TryNumber(text, out _):
                return new HubSpotProblem(name, "INVALID_INTEGER", $"{text} was not a valid number.");
            case "date":
                bool isDate = HubSpotValue.TryDate(text, out DateOnly date);
                stored = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                return isDate ? null : new HubSpotProblem(name, "INVALID_DATE", $"{text} was not a valid date.");
            case "datetime":
                bool isInstant = HubSpotValue.TryInstant(text, out DateTimeOffset instant);
                stored = HubSpotValue.Instant(instant);
                return isInstant ? null : new HubSpotProblem(name, "INVALID_LONG", $"{text} was not a valid long.");
            case "bool" when text is not ("true" or "false"):
                return new HubSpotProblem(name, "INVALID_OPTION", $"{text} was not one of the allowed options: [true, false]");
            case "enumeration" when property.Options.Count > 0 && !property.Options.Any(option => option.Value == text):
                string allowed = string.Join(", ", property.Options.Select(option => option.Value));
                return new HubSpotProblem(name, "INVALID_OPTION", $"{text} was not one of the allowed options: [{allowed}]");
            case "string" when name == "email" && type.Name == "contacts" && !text.Contains('@', StringComparison.Ordinal):
                return new HubSpotProblem(name, "INVALID_EMAIL", $"Email address {text} is invalid");
            default:
                return null;
        }
    }

    private HubSpotProblem? CheckStage(Dictionary<string, string> values, HubSpotRecord? record)
    {
        if (!values.TryGetValue("dealstage", out string? stage))
        {
            return null;
        }

        string pipeline = values.GetValueOrDefault("pipeline") ?? record?.Current.Value("pipeline") ?? HubSpotPipelines.Default;
        return pipelines.Stage(pipeline, stage) is null
            ? new HubSpotProblem("dealstage", "INVALID_OPTION", $"{stage} was not one of the allowed options: [{string.Join(", ", pipelines.StageIds(pipeline))}]")
            : null;
    }
}
