using System.Text.Json.Nodes;
using Odoo.Connectors.Chargebee.Internal.Api;

namespace Odoo.Connectors.Chargebee.Tests;

public sealed class ErrorTests
{
    [Theory]
    [InlineData(400, "param_wrong_value", ErrorKind.Validation)]
    [InlineData(400, "param_not_present", ErrorKind.Validation)]
    [InlineData(400, "invalid_request", ErrorKind.Validation)]
    [InlineData(400, "duplicate_entry", ErrorKind.Conflict)]
    [InlineData(400, "resource_limit_exhausted", ErrorKind.Validation)]
    [InlineData(400, "resource_limit_exceeded", ErrorKind.Validation)]
    [InlineData(400, "configuration_incompatible", ErrorKind.Configuration)]
    [InlineData(400, "payment_processing_failed", ErrorKind.Validation)]
    [InlineData(400, "payment_method_verification_failed", ErrorKind.Validation)]
    [InlineData(400, "payment_method_not_present", ErrorKind.Validation)]
    [InlineData(401, "api_authentication_failed", ErrorKind.Authentication)]
    [InlineData(401, "basic_authentication_failed", ErrorKind.Authentication)]
    [InlineData(403, "api_authorization_failed", ErrorKind.Permission)]
    [InlineData(403, "request_blocked", ErrorKind.Permission)]
    [InlineData(404, "resource_not_found", ErrorKind.NotFound)]
    [InlineData(404, "site_not_found", ErrorKind.Configuration)]
    [InlineData(405, "http_method_not_supported", ErrorKind.Configuration)]
    [InlineData(409, "invalid_state_for_request", ErrorKind.Conflict)]
    [InlineData(422, "unable_to_process_request", ErrorKind.Validation)]
    [InlineData(429, "api_request_limit_exceeded", ErrorKind.RateLimited)]
    [InlineData(429, "third_party_api_request_limit_exceeded", ErrorKind.RateLimited)]
    [InlineData(429, "lock_timeout", ErrorKind.RateLimited)]
    [InlineData(500, "internal_error", ErrorKind.Transient)]
    [InlineData(500, "internal_temporary_error", ErrorKind.Transient)]
    [InlineData(500, "db_connection_failure", ErrorKind.Transient)]
    [InlineData(503, "site_read_only_mode", ErrorKind.Transient)]
    [InlineData(503, "site_not_ready", ErrorKind.Transient)]
    public void Of_EveryDocumentedCode_HasItsKind(int status, string code, ErrorKind expected)
    {
        Assert.Contains(code, ErrorVerdicts.Known);
        ConnectorException e = ApiErrors.From("billing", new ApiAnswer { Status = status, Body = Body(code), At = default });

        Assert.Equal(expected, e.Kind);
        Assert.Contains(code, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Nora", e.Message, StringComparison.Ordinal);
        Assert.Contains("Nora", e.ServerText.Reveal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, ErrorKind.Validation)]
    [InlineData(401, ErrorKind.Authentication)]
    [InlineData(403, ErrorKind.Permission)]
    [InlineData(404, ErrorKind.Configuration)] // a page of something in between: no such path
    [InlineData(408, ErrorKind.Transient)]
    [InlineData(409, ErrorKind.Conflict)]
    [InlineData(418, ErrorKind.Protocol)]
    [InlineData(429, ErrorKind.RateLimited)]
    [InlineData(502, ErrorKind.Transient)]
    [InlineData(504, ErrorKind.Transient)]
    public void Of_StatusWithoutACode_HasItsKind(int status, ErrorKind expected) =>
        Assert.Equal(expected, ApiErrors.From("billing", new ApiAnswer { Status = status, Body = "<html>Gateway</html>"u8.ToArray(), At = default }).Kind);

    [Theory]
    [InlineData("billing_address[country]", "billing_address[country]")]
    [InlineData("Nora Peak", null)]
    public void From_Parameter_IsTheFieldWhereItIsAName(string param, string? field)
    {
        JsonObject body = new() { ["message"] = "wrong", ["api_error_code"] = "param_wrong_value", ["param"] = param };

        Assert.Equal(field, ApiErrors.From("billing", new ApiAnswer { Status = 400, Body = System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()), At = default }).Field);
    }

    [Fact]
    public void From_PaymentError_IsABusinessOutcome()
    {
        byte[] body = """{"message":"declined","type":"payment","api_error_code":"payment_processing_failed"}"""u8.ToArray();

        ConnectorException e = ApiErrors.From("billing", new ApiAnswer { Status = 400, Body = body, At = default });

        Assert.Equal(ErrorKind.Validation, e.Kind);
        Assert.Contains("payment was refused", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error_404_resource_not_found", ErrorKind.NotFound, "item_id")]
    [InlineData("error_429_api_request_limit_exceeded", ErrorKind.RateLimited, null)]
    public void From_RecordedErrors_AreWhatTheyAre(string name, ErrorKind kind, string? field)
    {
        JsonNode recorded = Fixture.Shared(name);

        ConnectorException e = ApiErrors.From("billing", new ApiAnswer { Status = (int)recorded["status"]!, Body = System.Text.Encoding.UTF8.GetBytes(recorded["body"]!.ToJsonString()), At = default });

        Assert.Equal((kind, field), (e.Kind, e.Field));
    }

    private static byte[] Body(string code) => System.Text.Encoding.UTF8.GetBytes($$"""{"message":"Nora Peak's card","type":"invalid_request","api_error_code":"{{code}}"}""");
}
