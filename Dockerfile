# The yolov1 command, on the processor.
#
#   docker build -t yolov1 .
#   docker run --rm -v "$PWD:/data" --user "$(id -u):$(id -g)" yolov1 predict images --weights best.safetensors --save found

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/YoloV1.Cli -c Release -r linux-x64 --self-contained false -o /yolov1

FROM mcr.microsoft.com/dotnet/runtime:10.0
# Decodes JPEG files in half the time.
RUN apt-get update && apt-get install -y --no-install-recommends libturbojpeg && rm -rf /var/lib/apt/lists/*
COPY --from=build /yolov1 /yolov1
WORKDIR /data
USER $APP_UID
ENTRYPOINT ["dotnet", "/yolov1/YoloV1.Cli.dll"]
