create table form (id serial primary key);
