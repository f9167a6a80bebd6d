namespace Shouwen.Web.Sending;

/// <summary>Why a message did not arrive.</summary>
/// <param name="Why">A sentence for whoever looks after the messages.</param>
/// <param name="Permanent">Trying again can't help: the receiver refused this message for good.</param>
/// <param name="Unreachable">The other side as a whole is at fault, so that its other messages need not be tried now.</param>
public sealed record Undelivered(string Why, bool Permanent = false, bool Unreachable = false);
