# A trained model and nothing else. Its tag is the model's version: a roll-out changes the tag.
# Built from the root folder after `make train`:
#   docker build -f deploy/images/model.Dockerfile --build-arg MODEL=models/keukentafel-….tar.gz .
FROM busybox:1.37.0-musl
ARG MODEL
COPY ${MODEL} /model.tar.gz
USER 10001:10001
HEALTHCHECK NONE
# Copies itself to where Rasa reads it, whole or not at all.
CMD ["sh", "-c", "cp /model.tar.gz /model/.part && mv /model/.part /model/model.tar.gz"]
