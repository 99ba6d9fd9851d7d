using System.Text.Json.Serialization;

namespace Odoo.Connectors.Sync;

[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(string))]
internal sealed partial class AuditJson : JsonSerializerContext;
