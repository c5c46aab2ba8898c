-- One database per store: none of them can be read with the others' rights alone.
CREATE DATABASE conversations;
CREATE DATABASE trackers;
CREATE DATABASE catalogue;
CREATE DATABASE practice;
