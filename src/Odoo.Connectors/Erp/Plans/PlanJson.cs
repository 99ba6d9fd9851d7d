using System.Text.Encodings.Web;
using System.Text.Json;

namespace Odoo.Connectors.Erp;

/// <summary>How plans are written: names of customers stay readable, the bytes never meet HTML.</summary>
internal static class PlanJson
{
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
