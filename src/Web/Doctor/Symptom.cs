namespace Shouwen.Web.Doctor;

public enum Severity { Warning, Error }

/// <summary>Something that is not as it should be: which check, how grave, what, and what to do.</summary>
public sealed record Symptom(string Check, Severity Severity, string What, string Do);
