using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Odoo.Connectors.Benchmarks;

/// <summary>Answers every call in the process: a login as user 2, anything else with the page.</summary>
internal sealed class PageServer(byte[] rows) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] call = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        (long id, bool isLogin) = Read(call);
        byte[] head = Encoding.UTF8.GetBytes($"{{\"jsonrpc\": \"2.0\", \"id\": {id.ToString(CultureInfo.InvariantCulture)}, \"result\": ");
        return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new Answer(head, isLogin ? "2"u8.ToArray() : rows) };
    }

    private static (long Id, bool IsLogin) Read(byte[] call)
    {
        Utf8JsonReader reader = new(call);
        long id = 0;
        bool isLogin = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = reader.GetInt64();
            }
            else if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("authenticate"u8))
            {
                isLogin = true;
            }
        }

        return (id, isLogin);
    }

    private sealed class Answer : HttpContent
    {
        private readonly byte[] _head;
        private readonly byte[] _result;

        public Answer(byte[] head, byte[] result)
        {
            _head = head;
            _result = result;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_head);
            await stream.WriteAsync(_result);
            await stream.WriteAsync("}"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _head.Length + _result.Length + 1;
            return true;
        }
    }
}
