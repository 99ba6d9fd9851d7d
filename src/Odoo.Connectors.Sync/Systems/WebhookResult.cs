namespace Odoo.Connectors.Sync;

/// <summary>What a webhook request turned out to be.</summary>
public sealed record WebhookResult
{
    private WebhookResult()
    {
    }

    /// <summary>The deliveries to store before answering 2xx; empty when the event is of no interest.</summary>
    public IReadOnlyList<Delivery> Deliveries { get; private init; } = [];

    /// <summary>
    /// The streams to poll at once: of these the request is a hint, and what is true is read. Made due in the commit that stores
    /// <see cref="Deliveries"/>. The default is none.
    /// </summary>
    public IReadOnlyList<string> Streams { get; private init; } = [];

    /// <summary>Why the request is refused, or null when it is accepted.</summary>
    public string? Refusal { get; private init; }

    /// <summary>How long the sender should wait before it delivers again; null when it does not matter.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>The body to answer with, for vendors that expect one. The default is null: none.</summary>
    public WebhookAnswer? Answer { get; private init; }

    /// <summary>The HTTP status to answer: 200 when accepted.</summary>
    public int Status { get; private init; } = 200;

    /// <summary>The request is genuine.</summary>
    /// <param name="deliveries">What it brings.</param>
    /// <returns>The result.</returns>
    public static WebhookResult Accept(params IReadOnlyList<Delivery> deliveries) => new() { Deliveries = deliveries };

    /// <summary>The same result, answered with a body. A refusal keeps its own text.</summary>
    /// <param name="answer">What the vendor expects.</param>
    /// <returns>The result.</returns>
    public WebhookResult AnsweredWith(WebhookAnswer answer) => this with { Answer = answer };

    /// <summary>
    /// The request is genuine and only says that something changed: nothing of it is stored, the streams are polled without waiting for
    /// their schedule. Many hints before a poll make one poll.
    /// </summary>
    /// <param name="streams">Streams of the system, which is an <see cref="IPollFeed"/>.</param>
    /// <returns>The result.</returns>
    public static WebhookResult Hint(params IReadOnlyList<string> streams) => new() { Streams = streams };

    /// <summary>The same result, with streams to poll at once beside what it brings: one body may do both.</summary>
    /// <param name="streams">Streams of the system, which is an <see cref="IPollFeed"/>.</param>
    /// <returns>The result.</returns>
    public WebhookResult WithHints(params IReadOnlyList<string> streams) => this with { Streams = streams };

    /// <summary>The request is genuine and cannot be taken now: the sender keeps it and delivers again. Nothing is stored.</summary>
    /// <param name="retryAfter">How long it should wait.</param>
    /// <param name="reason">Why, without secrets or payload.</param>
    /// <returns>The result, with the status 503.</returns>
    public static WebhookResult Busy(TimeSpan retryAfter, string reason) => new() { Status = 503, Refusal = reason, RetryAfter = retryAfter };

    /// <summary>The request is not genuine, or not for us. Nothing is stored.</summary>
    /// <param name="status">The HTTP status, 4xx.</param>
    /// <param name="reason">What is wrong and what to do, without secrets or payload.</param>
    /// <returns>The result.</returns>
    public static WebhookResult Refuse(int status, string reason) => new() { Status = status, Refusal = reason };
}
