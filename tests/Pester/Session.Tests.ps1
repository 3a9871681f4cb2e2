BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-Fixture
}

Describe 'Who calls' {
    It 'takes keys' {
        $session = (Get-SessionProbe -AccessKey A -SecretKey S -SessionToken T -RoleArn R -EndpointUrl http://127.0.0.1:1 -Region eu-west-1).Session
        $session.AccessKey, $session.SecretKey, $session.SessionToken, $session.RoleArn, $session.EndpointUrl | Should -Be 'A', 'S', 'T', 'R', 'http://127.0.0.1:1'
    }

    It 'takes a PSCredential' {
        $credential = [pscredential]::new('AKIA1', (ConvertTo-SecureString 'hush' -AsPlainText -Force))
        $keys = (Get-SessionProbe -Credential $credential).StoredKeys.Invoke()
        $keys.AccessKey, $keys.SecretKey, $keys.SessionToken | Should -Be 'AKIA1', 'hush', $null
    }

    It 'never shows a secret' {
        $credential = [pscredential]::new('AKIA1', (ConvertTo-SecureString 'hush' -AsPlainText -Force))
        $probe = Get-SessionProbe -Credential $credential
        "$($probe.StoredKeys.Invoke())" | Should -Be 'AKIA1'
        $probe | Out-String | Should -Not -Match 'hush'
    }

    It 'refuses <why>' -ForEach @(
        @{ why = 'a profile and keys'; parameters = @{ ProfileName = 'p'; AccessKey = 'a'; SecretKey = 's' } }
        @{ why = 'a key without its secret'; parameters = @{ AccessKey = 'a' } }
        @{ why = 'a secret without its key'; parameters = @{ SecretKey = 's' } }
        @{ why = 'a token alone'; parameters = @{ SessionToken = 't' } }
    ) {
        { Get-SessionProbe @parameters } | Should -Throw -ErrorId 'InvalidOption,*'
    }

    It 'refuses a credential that is none' {
        { Get-SessionProbe -Credential 'AKIA1' } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*PSCredential*'
    }
}

Describe 'What AWS Tools keeps for the session' {
    BeforeAll {
        # The shape of AWS Tools: the credentials stand in a property that is not public, of an object whose type is not ours.
        Add-Type -TypeDefinition @'
namespace Foreign
{
    public sealed class ImmutableKeys { public string AccessKey { get; set; } public string SecretKey { get; set; } public string Token { get; set; } }
    public class Credentials
    {
        private int _reads;
        public bool Expired;
        public virtual ImmutableKeys GetCredentials() { if (Expired) throw new System.InvalidOperationException("The token is over."); _reads++; return new ImmutableKeys { AccessKey = "AKIA" + _reads, SecretKey = "S", Token = "T" }; }
    }
    public sealed class AWSPSCredentials
    {
        public AWSPSCredentials(Credentials credentials) { Credentials = credentials; }
        internal Credentials Credentials { get; private set; }
        public string Name { get { return "stored"; } }
        public object Owner { get { return null; } }
    }
}
'@
    }

    AfterEach {
        Remove-Variable StoredAWSCredentials, StoredAWSRegion -Scope Global -ErrorAction Ignore
    }

    It 'is used, and read anew for each call, because it may be renewed' {
        $global:StoredAWSCredentials = [Foreign.AWSPSCredentials]::new([Foreign.Credentials]::new())
        $read = (Get-SessionProbe).StoredKeys
        $read.Invoke().AccessKey, $read.Invoke().AccessKey | Should -Be 'AKIA1', 'AKIA2'
        $read.Invoke().SessionToken | Should -Be 'T'
    }

    It 'is found from within a function and a module' {
        $global:StoredAWSCredentials = [Foreign.AWSPSCredentials]::new([Foreign.Credentials]::new())
        $null = New-Module -Name Inner { function Get-Inner { Get-SessionProbe } } | Import-Module -PassThru
        (Get-Inner).StoredKeys | Should -Not -BeNullOrEmpty
        Remove-Module Inner
    }

    It 'gives way to what the command line says: <parameters>' -ForEach @{ parameters = @{ ProfileName = 'p' } }, @{ parameters = @{ AccessKey = 'a'; SecretKey = 's' } } {
        $global:StoredAWSCredentials = [Foreign.AWSPSCredentials]::new([Foreign.Credentials]::new())
        (Get-SessionProbe @parameters).StoredKeys | Should -BeNullOrEmpty
    }

    It 'is a failure with a name where it cannot be read' {
        $credentials = [Foreign.Credentials]::new()
        $credentials.Expired = $true
        $global:StoredAWSCredentials = [Foreign.AWSPSCredentials]::new($credentials)
        $thrown = try { (Get-SessionProbe).StoredKeys.Invoke() } catch { $_.Exception.GetBaseException(), $_.Exception.InnerException }
        ($thrown | Where-Object { $_ -is [AmiTools.AmiException] }).Code | Should -Contain 'NoCredentials'
    }

    It 'may be given as -Credential too' {
        (Get-SessionProbe -Credential ([Foreign.Credentials]::new())).StoredKeys.Invoke().AccessKey | Should -Be 'AKIA1'
    }

    It 'has a region' {
        $global:StoredAWSRegion = 'ap-south-1'
        (Get-SessionProbe).Session.StoredRegion | Should -Be 'ap-south-1'
    }
}
