using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Shouwen.Web.Ui;

/// <summary>What the form binder says when a value can't be read.</summary>
public static class ChineseBinding
{
    public static void Apply(DefaultModelBindingMessageProvider say)
    {
        say.SetAttemptedValueIsInvalidAccessor((value, _) => $"“{value}”无法识别");
        say.SetNonPropertyAttemptedValueIsInvalidAccessor(value => $"“{value}”无法识别");
        say.SetUnknownValueIsInvalidAccessor(_ => "填写的内容无法识别");
        say.SetNonPropertyUnknownValueIsInvalidAccessor(() => "填写的内容无法识别");
        say.SetValueIsInvalidAccessor(value => $"“{value}”无法识别");
        say.SetValueMustBeANumberAccessor(_ => "请填数字");
        say.SetNonPropertyValueMustBeANumberAccessor(() => "请填数字");
        say.SetValueMustNotBeNullAccessor(_ => "请填写");
        say.SetMissingBindRequiredValueAccessor(_ => "请填写");
        say.SetMissingKeyOrValueAccessor(() => "请填写");
        say.SetMissingRequestBodyRequiredValueAccessor(() => "没有收到内容");
    }
}
