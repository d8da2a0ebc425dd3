namespace YoloV1.Cli.Commands;

/// <summary>The script by which each shell asks the command for suggestions: <c>yolov1 suggest --word=WORD WORDS-BEFORE</c>.</summary>
internal static class ShellScripts
{
    private const string Bash = """
        # eval "$(yolov1 completion bash)"
        _yolov1() {
            local IFS=$'\n' word="${COMP_WORDS[COMP_CWORD]}"
            # bash takes the = of --model=tiny for a word.
            [ "$word" != = ] || word=
            COMPREPLY=($("${COMP_WORDS[0]}" suggest "--word=$word" "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2> /dev/null))
        }
        complete -o bashdefault -o default -F _yolov1 yolov1
        """;

    private const string Zsh = """
        #compdef yolov1
        # source <(yolov1 completion zsh), or as the file _yolov1 in a folder of fpath
        _yolov1() {
            local -a found
            found=("${(@f)$("${words[1]}" suggest "--word=${words[CURRENT]}" "${(@)words[2,CURRENT-1]}" 2> /dev/null)}")
            if [[ -n "${found[1]}" ]]; then
                compadd -- "${found[@]}"
            else
                # In --weights=FILE, what follows the =.
                compset -P '--*='
                _files
            fi
        }
        if [[ "${funcstack[1]}" == _yolov1 ]]; then
            _yolov1 "$@"
        else
            (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
            compdef _yolov1 yolov1
        fi
        """;

    private const string Fish = """
        # yolov1 completion fish | source
        function __yolov1_suggest
            set -l before (commandline -opc)
            set -l word (commandline -ct)
            set -l found ($before[1] suggest "--word=$word" $before[2..-1] 2> /dev/null)
            if test (count $found) -gt 0
                printf '%s\n' $found
            else if string match -q -- '--*=*' $word
                # What follows the = of --weights=FILE.
                set -l parts (string split -m 1 = -- $word)
                for path in (__fish_complete_path $parts[2])
                    echo "$parts[1]=$path"
                end
            else
                __fish_complete_path $word
            end
        end
        complete -c yolov1 -f -a '(__yolov1_suggest)'
        """;

    private const string PowerShell = """
        # yolov1 completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName yolov1 -ScriptBlock {
            param($word, $ast, $position)
            $before = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { "$_" })
            & $before[0] suggest "--word=$word" @($before | Select-Object -Skip 1) 2> $null |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["fish"] = Fish,
        ["pwsh"] = PowerShell,
    };
}
