@echo off
rem Starts DinoTwins Workbench: opens the window without arguments, else runs a command.
setlocal
for %%I in ("%~dp0..") do set "HOME_DIR=%%~fI"
set "JAVA_EXE=java.exe"
if defined JAVA_HOME set "JAVA_EXE=%JAVA_HOME%\bin\java.exe"
"%JAVA_EXE%" -version >nul 2>&1
if errorlevel 1 (
    echo Java 17 or newer is needed but was not found. Install a JDK, or set JAVA_HOME to one. 1>&2
    exit /b 1
)
if not defined TORCH_CPP_LOG_LEVEL set "TORCH_CPP_LOG_LEVEL=ERROR"
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"
"%JAVA_EXE%" -XX:MaxRAMPercentage=35 --enable-native-access=ALL-UNNAMED %DINOTWINS_OPTS% "-Ddinotwins.home=%HOME_DIR%" -cp "%HOME_DIR%\lib\*" org.dinotwins.Main %*
exit /b %errorlevel%
