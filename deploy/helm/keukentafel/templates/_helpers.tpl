{{/* Names and what every pod has in common. */}}

{{- define "kt.labels" -}}
app.kubernetes.io/name: keukentafel
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end }}

{{- define "kt.metadata" -}}
name: {{ .root.Release.Name }}-{{ .part }}
labels:
  {{- include "kt.labels" . | nindent 2 }}
  app.kubernetes.io/managed-by: {{ .root.Release.Service }}
  app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
  helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- define "kt.image" -}}
{{- $image := index .root.Values.images .image -}}
{{ $image.registry | default .root.Values.images.registry }}/{{ $image.name }}:{{ $image.tag }}
{{- end }}

{{/* The pod: nobody's account, no token of the cluster, the strictest profile. */}}
{{- define "kt.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.images.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "kt.container" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  runAsNonRoot: true
  capabilities: {drop: [ALL]}
{{- end }}

{{/* Pods of one part on different machines where that is possible. */}}
{{- define "kt.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "kt.labels" . | nindent 8 }}
{{- end }}

{{/* A part's own secrets, as files that with-secrets reads. */}}
{{- define "kt.secrets" -}}
- name: secrets
  secret:
    secretName: {{ .root.Values.secret }}
    defaultMode: 0440
    items:
      {{- range .keys }}
      - {key: {{ . }}, path: {{ . }}}
      {{- end }}
- name: tmp
  emptyDir: {sizeLimit: 512Mi}
{{- end }}

{{- define "kt.mounts" -}}
- {name: secrets, mountPath: /run/secrets, readOnly: true}
- {name: tmp, mountPath: /tmp}
{{- end }}

{{/* An HPA and a PDB for a part. */}}
{{- define "kt.scaling" -}}
{{- $about := index .root.Values .part -}}
{{- if $about.autoscaling.enabled }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "kt.metadata" . | nindent 2 }}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ .root.Release.Name }}-{{ .part }}}
  minReplicas: {{ $about.replicas }}
  maxReplicas: {{ $about.autoscaling.max }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: {type: Utilization, averageUtilization: {{ $about.autoscaling.cpu }}}
---
{{- end }}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "kt.metadata" . | nindent 2 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "kt.labels" . | nindent 6 }}
{{- end }}

{{/* To a database or Redis: addresses outside, or pods of this namespace. */}}
{{- define "kt.store" -}}
- to:
    {{- range .cidrs }}
    - ipBlock: {cidr: {{ . }}}
    {{- else }}
    - podSelector:
        matchLabels:
          {{- toYaml .podLabels | nindent 10 }}
    {{- end }}
  ports: [{protocol: TCP, port: {{ .port }}}]
{{- end }}

{{- define "kt.dns" -}}
- to:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
      podSelector: {matchLabels: {k8s-app: kube-dns}}
  ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}]
{{- end }}
