using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>One way to make a scenario's calls.</summary>
internal interface ICaller
{
    /// <summary>Whether what was recorded over JSON-2 is to be expected, where the protocols differ.</summary>
    bool IsJson2 { get; }

    /// <summary>Answers {"result": …} or {"error": {name, message, …}}; what an error does not have is not compared.</summary>
    Task<JsonObject> CallAsync(string who, ContractCall call);
}
