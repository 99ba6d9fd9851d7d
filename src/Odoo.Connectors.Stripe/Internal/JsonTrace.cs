using System.Text.Json;
using System.Text.RegularExpressions;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal;

/// <summary>What of a document was read.</summary>
internal sealed partial class JsonTrace
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inside = new(StringComparer.Ordinal);

    public void Read(string path)
    {
        string plain = Index().Replace(path, "");
        if (_read.Add(plain))
        {
            for (int dot = plain.LastIndexOf('.'); dot > 0; dot = plain.LastIndexOf('.', dot - 1))
            {
                _inside.Add(plain[..dot]);
            }
        }
    }

    /// <summary>The document's fields, by whether they were read. An object of which nothing was read stands for all that is in it.</summary>
    public FieldUse UseOf(Json document)
    {
        List<string> used = [], ignored = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        Walk(document.Element, document.Path.Length == 0 ? "" : $"{Index().Replace(document.Path, "")}.");
        return new FieldUse(used, ignored);

        void Walk(JsonElement value, string prefix)
        {
            if (value.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement element in value.EnumerateArray())
                {
                    Walk(element, prefix);
                }
            }
            else if (value.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    string path = prefix + property.Name;
                    if (_inside.Contains(path) && property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    {
                        Walk(property.Value, $"{path}.");
                    }
                    else if (seen.Add(path))
                    {
                        (_read.Contains(path) ? used : ignored).Add(path);
                    }
                }
            }
        }
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
